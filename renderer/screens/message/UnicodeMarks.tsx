/**
 * What makes the message hold 70 characters instead of 160, with a way to mend each of them.
 *
 * Only the operator's own words are offered to be changed; names and other cells of the list are not.
 */
import { Replace } from 'lucide-react';
import type { ReactElement } from 'react';
import {
  checkUnicode,
  replaceCharacters,
  type ReplacementLoss,
  type UnicodeMark,
} from '../../../shared/domain/unicodeReplacements.ts';
import { Button } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useToast } from '../../components/Toast.tsx';
import type { MessageId } from '../../i18n/en.ts';
import { useText } from '../../i18n/text.tsx';
import { visible } from '../../i18n/visible.ts';
import type { DraftSettings } from '../draft/pending.ts';
import type { DraftControl } from '../draft/useDraft.ts';
import { forcedByCells, liveText, type Recipient } from './liveText.ts';
import { ownWords, withText } from './templateParts.ts';

interface Props {
  readonly control: DraftControl;
  readonly settings: DraftSettings;
  /** The savings are counted on the text of this person. */
  readonly recipient: Recipient | null;
}

const LOSSES: Readonly<Record<ReplacementLoss, MessageId>> = {
  same: 'message.loss_same',
  look: 'message.loss_look',
  accent: 'message.loss_accent',
  written: 'message.loss_written',
  left_out: 'message.loss_left_out',
};

const replacing =
  (only?: ReadonlySet<string>) =>
  (text: string): string =>
    replaceCharacters(text, only);

/** How many SMS a replacement saves for one person. */
function savedFor(
  settings: DraftSettings,
  recipient: Recipient | null,
  only?: ReadonlySet<string>,
): number {
  if (recipient === null) return 0;
  const now = liveText(settings, recipient);
  const template = withText(settings.template, replacing(only));
  const then = liveText({ ...settings, template }, recipient);
  if (now.kind !== 'text' || then.kind !== 'text') return 0;
  return Math.max(0, now.segments.parts - then.segments.parts);
}

function useReplace({ control, settings }: Props): (only?: ReadonlySet<string>) => void {
  const t = useText();
  const toast = useToast();
  return (only) => {
    control.change({ template: withText(settings.template, replacing(only)) });
    toast(t('message.replaced'));
  };
}

function Mark(props: Props & { readonly mark: UnicodeMark; readonly isOnly: boolean }) {
  const { settings, recipient, mark, isOnly } = props;
  const t = useText();
  const replace = useReplace(props);
  const only = new Set([mark.character]);
  const saved = isOnly ? 0 : savedFor(settings, recipient, only);
  return (
    <li className="message-mark">
      <span className="message-mark-sign">
        <bdi>{visible(mark.character)}</bdi>
      </span>
      <span className="grow">
        <span>
          {mark.replacement === ''
            ? t('message.mark_left_out', { times: mark.times })
            : t('message.mark_becomes', {
                replacement: mark.replacement === ' ' ? '␣' : mark.replacement,
                times: mark.times,
              })}
        </span>
        <span className="field-help">
          {t(LOSSES[mark.loss])} {saved > 0 && t('message.saves', { parts: saved })}
        </span>
      </span>
      <Button
        size="small"
        aria-label={t('message.replace_one', { character: visible(mark.character) })}
        onPress={() => replace(only)}
      >
        {t('message.replace')}
      </Button>
    </li>
  );
}

/** The card; nothing where nothing is to be said. */
export function UnicodeMarks(props: Props): ReactElement | null {
  const { settings, recipient } = props;
  const t = useText();
  const replace = useReplace(props);
  if (settings.textFrom === 'column') return null;
  const { kind, marks } = checkUnicode(ownWords(settings.template));
  if (kind === 'gsm7') return null;
  if (kind === 'script') return <Notice tone="info">{t('message.script_needs_unicode')}</Notice>;
  const saved = savedFor(settings, recipient);
  const column = recipient === null ? undefined : forcedByCells(settings, recipient)[0]?.column;
  return (
    <Card
      title={t('message.marks_title', { marks: marks.length })}
      actions={
        // Nothing is saved for this person, and accents would be lost for it.
        (column === undefined || saved > 0) && (
          <Button size="small" icon={<Replace aria-hidden="true" />} onPress={() => replace()}>
            {t('message.replace_all')}
          </Button>
        )
      }
    >
      <p>
        {t('message.marks_why')}{' '}
        <strong>
          {saved > 0
            ? t('message.saves_all', { parts: saved })
            : column === undefined
              ? t('message.saves_none')
              : t('message.saves_none_column', { column })}
        </strong>
      </p>
      <ul className="message-marks">
        {marks.map((mark) => (
          <Mark key={mark.character} {...props} mark={mark} isOnly={marks.length === 1} />
        ))}
      </ul>
    </Card>
  );
}
