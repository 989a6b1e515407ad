import { type AlarmOptions, createCanaryAlarm } from '../src/pipeline/canary/alarm.ts';

/** ms between two looks at whether the canary is late. */
const LOOK_MS = 10_000;

/** Looks after a canary that does not arrive, until the function it returns is called. */
export function keepAlarm(options: AlarmOptions): () => void {
  const alarm = createCanaryAlarm(options);
  let isLooking = false;
  const look = () => {
    if (isLooking) return;
    isLooking = true;
    alarm
      .look()
      .catch((error: unknown) => options.log.error({ err: error }, 'could not look after the canary'))
      .finally(() => {
        isLooking = false;
      });
  };
  look();
  const timer = setInterval(look, LOOK_MS);
  return () => clearInterval(timer);
}
