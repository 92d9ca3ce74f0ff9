#!/bin/sh
# Writes what /stats says as metrics of Prometheus, for the textfile collector of its node exporter. Needs nc and jq.
#
#   metrics.sh [host [port [file]]]
#
# Without a file it writes to standard output. With one, it writes a new file next to it and then renames that, so that
# the collector never reads half a file. With --workers the numbers are sums over all workers. It fails, and writes
# nothing, where there is no answer.
set -eu

metrics() {
  printf '/format json\n/stats\n/quit\n' | nc -w 5 "$1" "$2" | sed 's/^?> //' | jq -enr '
    def counters: {
      accepted: ["connections_accepted_total", "Connections accepted."],
      refused: ["connections_refused_total", "Connections refused."],
      lines: ["lines_total", "Lines answered."],
      results: ["results_total", "Results found."],
      "bytes-in": ["received_bytes_total", "Bytes received."],
      "bytes-out": ["sent_bytes_total", "Bytes sent."]
    };
    def gauges: {
      workers: ["workers", "Processes that serve.", 1],
      uptime: ["uptime_seconds", "Time since the start.", 1],
      open: ["connections_open", "Connections open now.", 1],
      "event-loop-delay-p50": ["event_loop_delay_p50_seconds", "Delay of the event loop, median since start.", 1000],
      "event-loop-delay-p99": ["event_loop_delay_p99_seconds", "Delay of the event loop, 99th percentile.", 1000],
      "event-loop-delay-max": ["event_loop_delay_max_seconds", "Delay of the event loop, longest.", 1000],
      "memory-resident": ["memory_resident_bytes", "Resident memory.", 1],
      "memory-heap": ["memory_heap_bytes", "Memory used on the heap of JavaScript.", 1],
      "max-line": ["limit_line_bytes", "Longest line taken.", 1],
      "max-connections": ["limit_connections", "Connections served at once by each process.", 1],
      "max-per-address": ["limit_connections_per_address", "Connections from one address at once.", 1],
      "idle-timeout": ["limit_idle_seconds", "Time without a complete line.", 1],
      "first-line-timeout": ["limit_first_line_seconds", "Time before the first complete line.", 1],
      "write-timeout": ["limit_write_seconds", "Time without progress of a reply.", 1],
      grace: ["limit_grace_seconds", "Time for the replies under way at shutdown.", 1]
    };
    def metric(name; type; help): "# HELP mojifinder_\(name) \(help)", "# TYPE mojifinder_\(name) \(type)";
    first(inputs | select(has("uptime"))) as $stats
    | (counters | to_entries[] | select($stats[.key] != null)
      | metric(.value[0]; "counter"; .value[1]), "mojifinder_\(.value[0]) \($stats[.key])"),
      (gauges | to_entries[] | select($stats[.key] != null)
      | metric(.value[0]; "gauge"; .value[1]), "mojifinder_\(.value[0]) \($stats[.key] / .value[2])"),
      metric("connections_closed_total"; "counter"; "Connections closed, by reason."),
      ($stats | to_entries[] | select(.key | startswith("closed-"))
      | "mojifinder_connections_closed_total{reason=\"\(.key[7:])\"} \(.value)")'
}

if [ $# -lt 3 ]; then
  metrics "${1:-127.0.0.1}" "${2:-2323}"
else
  trap 'rm -f "$3.$$"' EXIT
  metrics "$1" "$2" >"$3.$$"
  mv "$3.$$" "$3"
fi
