/** Does something in so many ms, if the program still runs then: Node does not stay for it. */
export function later(task: () => void, ms: number): ReturnType<typeof setTimeout> {
  const timer = setTimeout(task, ms);
  (timer as unknown as { unref?(): void }).unref?.();
  return timer;
}
