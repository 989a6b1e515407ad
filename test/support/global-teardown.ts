/** Ends what global-setup.ts started; jest runs both in its parent process. */
export default async function stopTestServer(): Promise<void> {
  await globalThis.stopTestServer?.();
}
