/** A message as data: which words, with which values. Made by pure functions, drawn by `useMessage`. */
import { useCallback } from 'react';
import type { MessageId } from './en.ts';
import { useText, type TextOf, type TextValues } from './text.tsx';

/** An id with its values; a value may be a message itself. */
export interface Message {
  readonly id: MessageId;
  readonly values?: Readonly<Record<string, string | number | Message>>;
}

/** Makes the string of a message. */
export function messageText(t: TextOf, message: Message): string {
  if (message.values === undefined) return t(message.id);
  const values: TextValues = Object.fromEntries(
    Object.entries(message.values).map(([name, value]) => [
      name,
      typeof value === 'object' ? messageText(t, value) : value,
    ]),
  );
  return t(message.id, values);
}

/** Draws messages in the current language. */
export function useMessage(): (message: Message) => string {
  const t = useText();
  return useCallback((message) => messageText(t, message), [t]);
}
