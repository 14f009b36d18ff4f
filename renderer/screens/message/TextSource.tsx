/** Where the text comes from: written here with fields, or ready in a column. */
import type { ReactElement } from 'react';
import { useCall } from '../../api/calls.ts';
import { Card } from '../../components/Card.tsx';
import { RadioGroup } from '../../components/Choice.tsx';
import { Select } from '../../components/Select.tsx';
import { useText } from '../../i18n/text.tsx';
import type { Draft, DraftSettings } from '../draft/pending.ts';
import type { DraftControl } from '../draft/useDraft.ts';
import { TemplateEditor } from './TemplateEditor.tsx';

interface Props {
  readonly control: DraftControl;
  readonly draft: Draft;
  readonly settings: DraftSettings;
}

/** The columns of the list: as read, or as the first rows have them before that. */
function useColumns(draft: Draft): readonly string[] {
  const peek = useCall('peekDraft', { draft: draft.draft });
  return draft.built?.columns ?? peek.data?.columns.map(({ column }) => column) ?? [];
}

/** The card. */
export function TextSource({ control, draft, settings }: Props): ReactElement {
  const t = useText();
  const columns = useColumns(draft);
  return (
    <Card title={t('message.text_title')}>
      <RadioGroup
        label={t('message.source')}
        hideLabel
        value={settings.textFrom}
        onChange={(textFrom) => control.change({ textFrom })}
        options={[
          { id: 'template', label: t('message.source_written') },
          { id: 'column', label: t('message.source_column') },
        ]}
      />
      {settings.textFrom === 'template' ? (
        <TemplateEditor
          settings={settings}
          columns={columns}
          built={draft.built}
          numberColumn={draft.built?.numberColumn ?? settings.numberColumn}
          change={control.change}
        />
      ) : (
        <Select
          label={t('message.column')}
          help={t('message.column_help')}
          options={columns.map((column) => ({ id: column, label: column }))}
          value={settings.messageColumn}
          onChange={(messageColumn) => control.change({ messageColumn })}
          error={settings.messageColumn === null ? t('message.column_missing') : null}
        />
      )}
    </Card>
  );
}
