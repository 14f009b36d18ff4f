/** One of something for each opened data folder. */
import type { Session } from '../ipc/context.ts';

/** Makes one of something the first time that a session asks for it. */
export function perSession<T>(make: (session: Session) => T): (session: Session) => T {
  const made = new WeakMap<Session, T>();
  return (session) => {
    const known = made.get(session);
    if (known !== undefined) return known;
    const one = make(session);
    made.set(session, one);
    return one;
  };
}
