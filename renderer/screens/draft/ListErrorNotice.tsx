/** Why a list cannot be used, with what to do about it. */
import type { ReactElement, ReactNode } from 'react';
import type { AppError } from '../../../shared/errors.ts';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useText } from '../../i18n/text.tsx';

/** What it takes. */
export interface ListErrorNoticeProps {
  readonly error: AppError;
  readonly actions?: ReactNode;
}

const WORKBOOKS: ReadonlySet<string> = new Set(['xlsx', 'xls', 'ods']);
const WORKBOOK_NAME = /\.(?:xlsx?|xlsm|xlsb|ods)$/iu;

/** The file of a spreadsheet program, which is not read yet; `null`: another error. */
export function workbookOf(error: AppError): string | null {
  const isWorkbook =
    error.kind === 'sheets_unsupported' ||
    (error.kind === 'file_not_text' &&
      (WORKBOOKS.has(error.looksLike) || WORKBOOK_NAME.test(error.path)));
  return isWorkbook ? (error.path.split(/[\\/]/u).at(-1) ?? error.path) : null;
}

/** The notice: a spreadsheet gets its way out step by step, all else its common words. */
export function ListErrorNotice({ error, actions }: ListErrorNoticeProps): ReactElement {
  const t = useText();
  const file = workbookOf(error);
  if (file === null) {
    // What was pasted has no file whose name could be told.
    const isPasted = error.kind === 'no_header' && error.path === '';
    const told = isPasted ? { ...error, path: t('import.paste_label') } : error;
    return <ErrorNotice error={told} tone="warning" actions={actions} />;
  }
  return (
    <Notice
      tone="warning"
      announce="alert"
      title={t('import.workbook_title', { file })}
      actions={actions}
    >
      <p>{t('import.workbook_advice')}</p>
    </Notice>
  );
}
