/** What a running send is doing, how fast, and for how long still. Pure. */
import type { Running } from './mode.ts';
import { words, type Words } from './words.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** What it is doing. */
export function phaseWords({ phase, waitingFor }: Running): Words {
  switch (phase) {
    case 'starting':
      return words('send.phase_starting');
    case 'sending':
      return words('send.phase_sending');
    case 'stopping':
      return words('send.phase_stopping');
    case 'waiting':
      if (waitingFor === 'line') return words('send.phase_waiting_line');
      return words(
        waitingFor === 'window' ? 'send.phase_waiting_window' : 'send.phase_waiting_api',
      );
  }
}

/** Messages a minute; a rate below one a minute is told by the hour. */
export function rateWords({ perSecond }: Pick<Running, 'perSecond'>): Words {
  if (perSecond <= 0) return words('send.not_known');
  const perMinute = perSecond * 60;
  if (perMinute >= 1) return words('send.per_minute', { messages: Math.round(perMinute) });
  return words('send.per_hour', { messages: Math.max(1, Math.round(perMinute * 60)) });
}

/** The time that is left, rounded as people say it. */
export function timeLeftWords({ etaMs, phase }: Pick<Running, 'etaMs' | 'phase'>): Words {
  if (etaMs === null || phase === 'waiting') return words('send.not_known');
  if (etaMs < MINUTE_MS) return words('send.less_than_minute');
  if (etaMs < 1.5 * HOUR_MS) {
    return words('send.minutes_left', { minutes: Math.ceil(etaMs / MINUTE_MS) });
  }
  return words('send.hours_left', { hours: Math.ceil(etaMs / HOUR_MS) });
}
