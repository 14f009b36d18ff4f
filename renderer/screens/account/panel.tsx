/** Small forms that stand both in the first start's assistant and in the settings. */
import { ExternalLink } from 'lucide-react';
import type { ReactElement } from 'react';
import { useAction } from '../../api/calls.ts';
import { Button } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { useToast } from '../../components/Toast.tsx';
import { useText } from '../../i18n/text.tsx';
import type { CallInput } from '../../../shared/ipc/types.ts';

/** A form: its fields, and what saves them. */
export interface PanelForm {
  readonly fields: ReactElement;
  /** Something was typed, and it can be saved. */
  readonly canSave: boolean;
  /** Nothing was typed, so there is nothing to save. */
  readonly isUntouched: boolean;
  /** Saves; `false` where that failed (the fields say why). */
  readonly save: () => Promise<boolean>;
}

/** A form as a card of the settings, with its button. */
export function PanelCard({
  title,
  form,
}: {
  readonly title: string;
  readonly form: PanelForm;
}): ReactElement {
  const t = useText();
  const toast = useToast();
  const save = async (): Promise<void> => {
    if (await form.save()) toast(t('common.saved'));
  };
  return (
    <Card title={title}>
      <form
        className="stack account-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (form.canSave) void save();
        }}
      >
        {form.fields}
        <div>
          <Button type="submit" isDisabled={!form.canSave}>
            {t('common.save')}
          </Button>
        </div>
      </form>
    </Card>
  );
}

/** Opens a page of the vendor in the system's browser. */
export function WebLink({
  link,
  children,
}: {
  readonly link: CallInput<'openLink'>['link'];
  readonly children: string;
}): ReactElement {
  const t = useText();
  const open = useAction('openLink');
  return (
    <Button
      look="quiet"
      size="small"
      icon={<ExternalLink aria-hidden="true" />}
      aria-label={t('settings.opens_browser', { page: children })}
      onPress={() => void open.run({ link })}
    >
      {children}
    </Button>
  );
}
