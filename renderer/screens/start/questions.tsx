/** The questions of the first start; each saves its own answer when the operator goes on. */
import { useState, type ReactElement } from 'react';
import { useAction } from '../../api/calls.ts';
import { Button } from '../../components/Button.tsx';
import { useErrorText } from '../../components/ErrorNotice.tsx';
import { TextField } from '../../components/TextField.tsx';
import { useText } from '../../i18n/text.tsx';
import { useAccountForm } from '../account/accountForm.tsx';
import { useKeyForm } from '../account/keyForm.tsx';
import type { PanelForm } from '../account/panel.tsx';
import { usePriceForm } from '../account/priceForm.tsx';
import type { StepProps } from './FirstStart.tsx';

interface QuestionProps {
  readonly form: PanelForm;
  readonly on: StepProps['on'];
  readonly text: string;
}

/** Saves what was typed and goes on; what stands there already needs no saving. */
function useGoOn({ form, on }: QuestionProps): { readonly busy: boolean; readonly go: () => void } {
  const [busy, setBusy] = useState(false);
  const save = async (): Promise<void> => {
    setBusy(true);
    const isSaved = await form.save();
    setBusy(false);
    if (isSaved) on('next');
  };
  const go = (): void => {
    if (form.isUntouched) on('next');
    else if (form.canSave) void save();
  };
  return { busy, go };
}

/** One question: its words, its fields, and the way on. */
function Question(props: QuestionProps): ReactElement {
  const { form, on, text } = props;
  const t = useText();
  const { busy, go } = useGoOn(props);
  return (
    <form
      className="stack-large"
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
    >
      <p className="soft">{text}</p>
      <div className="stack account-form">{form.fields}</div>
      <div className="start-foot">
        <Button look="quiet" onPress={() => on('back')}>
          {t('common.back')}
        </Button>
        <span className="grow" />
        <Button onPress={() => on('next')}>{t('start.skip')}</Button>
        <Button
          look="primary"
          type="submit"
          isPending={busy}
          isDisabled={!form.canSave && !form.isUntouched}
        >
          {t('start.next')}
        </Button>
      </div>
    </form>
  );
}

function usePersonForm(chosen: string | null): PanelForm {
  const t = useText();
  const errorText = useErrorText();
  const add = useAction('addPerson');
  const [name, setName] = useState(chosen ?? '');
  const fields = (
    <TextField
      label={t('common.person_name')}
      help={t('common.person_help')}
      value={name}
      onChange={setName}
      maxLength={80}
      error={add.error === null ? null : errorText(add.error)}
    />
  );
  return {
    fields,
    isUntouched: name.trim() === (chosen ?? ''),
    canSave: name.trim() !== '',
    save: async () => (await add.run({ name: name.trim() })).ok,
  };
}

/** Who is working. */
export function PersonStep({ state, on }: StepProps): ReactElement {
  const t = useText();
  return <Question form={usePersonForm(state.person)} on={on} text={t('start.person_text')} />;
}

/** The organisation, its sender name and country. */
export function OrganisationStep({ state, on }: StepProps): ReactElement {
  const t = useText();
  const form = useAccountForm(state, ['organisation', 'defaults']);
  return <Question form={form} on={on} text={t('start.organisation_text')} />;
}

/** The API key; the end offers its test. */
export function KeyStep({ state, on }: StepProps): ReactElement {
  const t = useText();
  return <Question form={useKeyForm(state)} on={on} text={t('start.key_text')} />;
}

/** The price of one SMS in the office's country. */
export function PriceStep({ state, on }: StepProps): ReactElement {
  const t = useText();
  const form = usePriceForm({ country: state.account?.country ?? null, micro: null });
  return <Question form={form} on={on} text={t('start.price_text')} />;
}
