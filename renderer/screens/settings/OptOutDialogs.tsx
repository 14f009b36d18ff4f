/** Adding to the do-not-contact list, and taking a number off it. */
import { useState, type ReactElement } from 'react';
import type { CallOutput } from '../../../shared/ipc/types.ts';
import { useAction } from '../../api/calls.ts';
import { useErrorText } from '../../components/ErrorNotice.tsx';
import { FormDialog } from '../../components/FormDialog.tsx';
import { Notice } from '../../components/Notice.tsx';
import { TextArea, TextField } from '../../components/TextField.tsx';
import { Outside, Phone } from '../../components/Values.tsx';
import { useMessage } from '../../i18n/message.ts';
import { reasonMessage } from '../../i18n/reasonText.ts';
import { T, useText } from '../../i18n/text.tsx';
import { CountryField } from '../account/countries.tsx';

/** What became of numbers that were to be added. */
export type Added = CallOutput<'addOptOuts'>;

/** Refused numbers shown at most. */
const SHOWN = 20;

/** Says how many were added, and which were not. */
export function AddedNotice({ added }: { readonly added: Added }): ReactElement {
  const message = useMessage();
  const { refused } = added;
  return (
    <Notice
      tone={refused.length === 0 ? 'success' : 'warning'}
      announce="status"
      title={<T id="settings.numbers_added" values={{ count: added.added }} />}
    >
      {refused.length > 0 && (
        <>
          <p>
            <T id="settings.numbers_refused" values={{ count: refused.length }} />
          </p>
          <ul className="optout-refused">
            {refused.slice(0, SHOWN).map(({ value, reason }, place) => (
              // The same value may be refused twice, so only its place tells the lines apart.
              // oxlint-disable-next-line react/no-array-index-key
              <li key={place}>
                <Outside text={value} />: {message(reasonMessage(reason))}
              </li>
            ))}
          </ul>
        </>
      )}
    </Notice>
  );
}

/** What is typed, and what became of what was sent: refused numbers stay, to be corrected. */
function useNumbers(onAdded: (added: Added) => void) {
  const add = useAction('addOptOuts', ['listOptOuts']);
  const [text, setText] = useState('');
  const [country, setCountry] = useState<string | null>(null);
  const [last, setLast] = useState<Added | null>(null);
  const submit = async (): Promise<boolean> => {
    const answer = await add.run({ text, country });
    if (!answer.ok) return false;
    const added = { ...answer.value, added: answer.value.added + (last?.added ?? 0) };
    onAdded(added);
    setLast(added);
    setText(added.refused.map(({ value }) => value).join('\n'));
    return added.refused.length === 0;
  };
  const lacksCountry = last?.refused.some(({ reason }) => reason === 'country_needed') === true;
  const asksCountry = lacksCountry || country !== null;
  return { text, setText, country, setCountry, asksCountry, last, error: add.error, submit };
}

/** Asks for numbers, and for their country where they do not name it. */
export function AddOptOuts({
  onClose,
  onAdded,
}: {
  readonly onClose: () => void;
  readonly onAdded: (added: Added) => void;
}): ReactElement {
  const t = useText();
  const errorText = useErrorText();
  const numbers = useNumbers(onAdded);
  return (
    <FormDialog
      title={t('settings.add_numbers')}
      submitLabel={t('common.add')}
      onClose={onClose}
      canSubmit={numbers.text.trim() !== ''}
      onSubmit={numbers.submit}
    >
      {numbers.last !== null && <AddedNotice added={numbers.last} />}
      <TextArea
        label={t('settings.numbers')}
        help={t('settings.numbers_help')}
        value={numbers.text}
        onChange={numbers.setText}
        maxLength={100_000}
        dir="ltr"
        error={numbers.error === null ? null : errorText(numbers.error)}
      />
      {numbers.asksCountry && (
        <CountryField
          label={t('import.country')}
          help={t('import.country_help')}
          value={numbers.country}
          onChange={numbers.setCountry}
        />
      )}
    </FormDialog>
  );
}

/** Takes a number off the list: a decision, recorded with its reason. */
export function RemoveOptOut({
  to,
  onClose,
}: {
  readonly to: string;
  readonly onClose: () => void;
}): ReactElement {
  const t = useText();
  const errorText = useErrorText();
  const remove = useAction('removeOptOut', ['listOptOuts']);
  const [why, setWhy] = useState('');
  return (
    <FormDialog
      title={t('settings.remove_number')}
      submitLabel={t('settings.remove_number')}
      onClose={onClose}
      canSubmit={why.trim() !== ''}
      onSubmit={async () => (await remove.run({ to, why: why.trim() })).ok}
    >
      <p>
        <T id="settings.remove_number_text" values={{ number: <Phone number={to} /> }} />
      </p>
      <TextField
        label={t('settings.why')}
        help={t('settings.why_help')}
        value={why}
        onChange={setWhy}
        maxLength={300}
        autoFocus
        error={remove.error === null ? null : errorText(remove.error)}
      />
    </FormDialog>
  );
}
