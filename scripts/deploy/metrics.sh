#!/bin/sh
# Writes what /stats says as metrics of Prometheus, for the textfile collector of its node exporter. Needs nc and jq.
#
#   metrics.sh [host [port]] > mojifinder.prom.new && mv mojifinder.prom.new /var/lib/node_exporter/mojifinder.prom
#
# With --workers the numbers are sums over all workers. It fails, and writes nothing, where there is no answer.
set -eu
printf '/format json\n/stats\n/quit\n' | nc -w 5 "${1:-127.0.0.1}" "${2:-2323}" | sed 's/^?> //' | jq -enr '
  def metric:
    if test("^closed-") then ["counter", "closed_total", "{reason=\"" + .[7:] + "\"}"]
    elif test("^(accepted|refused|lines|results|bytes-in|bytes-out)$") then ["counter", gsub("-"; "_") + "_total", ""]
    else ["gauge", gsub("-"; "_"), ""] end;
  [
    first(inputs | select(has("uptime"))) | del(.worker, .pid) | to_entries[]
    | (.key | metric) as [$type, $name, $labels]
    | "# TYPE mojifinder_\($name) \($type)", "mojifinder_\($name)\($labels) \(.value)"
  ]
  | reduce .[] as $line ([]; if index($line) then . else . + [$line] end)
  | .[]'
