/** Code that loads by itself when it may soon be needed. */

/**
 * @param failed - It did not load; the next time it is wanted, that is tried again.
 * @returns To be called whenever it is wanted.
 */
export function whenWanted(load: () => Promise<void>, failed: (error: unknown) => void): () => void {
  let loading: Promise<void> | undefined;
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      failed(error);
    });
  };
}
