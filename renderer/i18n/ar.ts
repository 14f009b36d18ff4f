/** Arabic, merged into one lazy chunk. */
import type { Messages } from './languages.ts';

const files = import.meta.glob<Partial<Messages>>('./ar/*.json', {
  eager: true,
  import: 'default',
});

/** The messages of this language. */
export const messages: Partial<Messages> = Object.assign({}, ...Object.values(files));
