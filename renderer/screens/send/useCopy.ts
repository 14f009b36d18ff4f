/** Copies a text for another program, and says so. */
import { useAction } from '../../api/calls.ts';
import { useToast } from '../../components/Toast.tsx';
import { useText } from '../../i18n/text.tsx';

const ISOLATES = /[\u2066-\u2069]/gu;

/** Copies a text: without the marks that keep directions apart on the screen, which others may show. */
export function useCopy(): (text: string) => Promise<void> {
  const t = useText();
  const toast = useToast();
  const copy = useAction('copyText');
  return async (text) => {
    const copied = await copy.run({ text: text.replaceAll(ISOLATES, '') });
    if (copied.ok) toast(t('send.copied'));
  };
}
