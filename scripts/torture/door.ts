/** A queue before the server: few enough wait for its welcome at once for the kernel's own queue not to overflow. */
export interface Door {
  /** Resolves when there is room, with a function to call when the client was welcomed or is gone. */
  enter(): Promise<() => void>;
}

/** Together with those who do not queue, far fewer than the connections a kernel lets wait. */
const ROOM = 300;

export function openDoor(): Door {
  const queue: (() => void)[] = [];
  let inside = 0;

  function leave(): void {
    const next = queue.shift();
    if (next) next();
    else inside--;
  }

  return {
    async enter() {
      if (inside < ROOM) inside++;
      else await new Promise<void>((resolve) => queue.push(resolve));
      let left = false;
      return () => {
        if (!left) leave();
        left = true;
      };
    },
  };
}
