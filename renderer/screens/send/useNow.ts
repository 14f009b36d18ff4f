/** The time of day on the screen, kept fresh. */
import { useEffect, useState } from 'react';

/** This computer's time, UTC milliseconds; read again every so many milliseconds. */
export function useNow(everyMs = 30_000): number {
  const [nowMs, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return nowMs;
}
