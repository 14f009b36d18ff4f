/** The form of the account: the organisation's number, the usual sender name and country. */
import { useState, type ReactElement } from 'react';
import type { AppState } from '../../api/appState.ts';
import { useAction } from '../../api/calls.ts';
import { Disclosure } from '../../components/Disclosure.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { TextField } from '../../components/TextField.tsx';
import { useText } from '../../i18n/text.tsx';
import { orgFault, readOrg, senderFault } from './accountFields.ts';
import { CountryField } from './countries.tsx';
import { WebLink, type PanelForm } from './panel.tsx';
import './account.css';

/** What is typed. */
interface Typed {
  readonly org: string;
  readonly baseUrl: string;
  readonly sender: string;
  readonly country: string | null;
}

/** Which parts of it are shown: all in the assistant, one by one in the settings. */
export type AccountPart = 'organisation' | 'defaults' | 'address';

interface FieldsProps {
  readonly typed: Typed;
  readonly change: (part: Partial<Typed>) => void;
}

function typedFrom(account: AppState['account']): Typed {
  return {
    org: account === null ? '' : String(account.org),
    baseUrl: account?.baseUrl ?? '',
    sender: account?.sender ?? '',
    country: account?.country ?? null,
  };
}

function OrganisationFields({ typed, change }: FieldsProps): ReactElement {
  const t = useText();
  const fault = orgFault(typed.org);
  return (
    <div className="account-field">
      <TextField
        label={t('settings.org')}
        help={t('settings.org_help')}
        value={typed.org}
        onChange={(org) => change({ org })}
        error={fault === null ? null : t(fault)}
        inputMode="numeric"
        dir="ltr"
        maxLength={20}
      />
      <WebLink link="organisation">{t('settings.find_org')}</WebLink>
    </div>
  );
}

function DefaultFields({ typed, change }: FieldsProps): ReactElement {
  const t = useText();
  const fault = senderFault(typed.sender);
  return (
    <>
      <div className="account-field">
        <TextField
          label={t('settings.sender')}
          help={t('settings.sender_help')}
          value={typed.sender}
          onChange={(sender) => change({ sender })}
          error={fault === null ? null : t(fault)}
          dir="ltr"
          maxLength={20}
        />
        <WebLink link="sender_ids">{t('settings.find_sender')}</WebLink>
      </div>
      <CountryField
        label={t('settings.country')}
        help={t('settings.country_help')}
        value={typed.country}
        onChange={(country) => change({ country })}
      />
    </>
  );
}

function AddressField({ typed, change }: FieldsProps): ReactElement {
  const t = useText();
  return (
    <Disclosure title={t('common.advanced')}>
      <TextField
        label={t('settings.base_url')}
        help={t('settings.base_url_help')}
        value={typed.baseUrl}
        onChange={(baseUrl) => change({ baseUrl })}
        dir="ltr"
        maxLength={300}
      />
    </Disclosure>
  );
}

/** The form of the account, with the parts that are asked for. */
export function useAccountForm(state: AppState, parts: readonly AccountPart[]): PanelForm {
  const before = typedFrom(state.account);
  const [changes, setChanges] = useState<Partial<Typed>>({});
  const set = useAction('setAccount');
  const typed = { ...before, ...changes };
  const org = readOrg(typed.org);
  const isUntouched = (Object.keys(before) as (keyof Typed)[]).every(
    (name) => typed[name] === before[name],
  );
  const change = (part: Partial<Typed>): void => setChanges((all) => ({ ...all, ...part }));
  const save = async (): Promise<boolean> => {
    if (org === null) return false;
    const answer = await set.run({
      org,
      sender: typed.sender.trim() === '' ? null : typed.sender.trim(),
      country: typed.country,
      ...(typed.baseUrl.trim() === '' ? {} : { baseUrl: typed.baseUrl.trim() }),
    });
    if (answer.ok) setChanges({});
    return answer.ok;
  };
  const fields = (
    <>
      {parts.includes('organisation') && <OrganisationFields typed={typed} change={change} />}
      {parts.includes('defaults') && <DefaultFields typed={typed} change={change} />}
      {parts.includes('address') && <AddressField typed={typed} change={change} />}
      <ErrorNotice error={set.error} />
    </>
  );
  return {
    fields,
    isUntouched,
    canSave: !isUntouched && org !== null && senderFault(typed.sender) === null,
    save,
  };
}
