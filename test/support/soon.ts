/**
 * Runs tasks in order, each after all microtasks of the one before: as a network delivers, which a client that
 * starts to listen only once its `send` has settled relies on. Unlike timers it is never slowed down.
 */
export const soon: (task: () => void) => void =
  typeof setImmediate === 'function' ? (task) => void setImmediate(task) : throughChannel();

function throughChannel(): (task: () => void) => void {
  const { port1, port2 } = new MessageChannel();
  const tasks: (() => void)[] = [];
  port1.onmessage = () => tasks.shift()?.();
  return (task) => {
    tasks.push(task);
    port2.postMessage(undefined);
  };
}
