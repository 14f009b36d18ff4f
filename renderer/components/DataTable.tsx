/** A plain table for a few dozen rows; `VirtualTable` is for more. */
import type { ReactElement, ReactNode } from 'react';
import './DataTable.css';

/** One column. */
export interface Column<Row> {
  readonly id: string;
  readonly header: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  /** `end` for numbers. */
  readonly align?: 'start' | 'end';
  /** Below the rows: what the column sums up to. */
  readonly total?: ReactNode;
  /** The column that names the row, for screen readers; the first by default. */
  readonly isRowHeader?: boolean;
}

/** What a table takes. */
export interface DataTableProps<Row> {
  /** What the table shows; for screen readers unless `showCaption`. */
  readonly caption: string;
  readonly showCaption?: boolean;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string | number;
  /** Shown instead of rows where there are none. */
  readonly empty?: ReactNode;
}

function TableRow<Row>({
  row,
  columns,
  rowHeader,
}: {
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
  readonly rowHeader: string | undefined;
}): ReactElement {
  return (
    <tr>
      {columns.map((column) => {
        const Cell = column.id === rowHeader ? 'th' : 'td';
        return (
          <Cell
            key={column.id}
            scope={Cell === 'th' ? 'row' : undefined}
            data-align={column.align ?? 'start'}
          >
            {column.cell(row)}
          </Cell>
        );
      })}
    </tr>
  );
}

function Totals<Row>({
  columns,
  rowHeader,
}: {
  readonly columns: readonly Column<Row>[];
  readonly rowHeader: string | undefined;
}): ReactElement | null {
  if (columns.every(({ total }) => total === undefined)) return null;
  return (
    <tfoot>
      <tr>
        {columns.map(({ id, align, total }) => {
          const Cell = id === rowHeader ? 'th' : 'td';
          return (
            <Cell key={id} scope={Cell === 'th' ? 'row' : undefined} data-align={align ?? 'start'}>
              {total}
            </Cell>
          );
        })}
      </tr>
    </tfoot>
  );
}

/** A plain table. It scrolls sideways in itself where the window is narrow. */
export function DataTable<Row>(props: DataTableProps<Row>): ReactElement {
  const { caption, showCaption = false, columns, rows, rowKey, empty } = props;
  const rowHeader = columns.find((column) => column.isRowHeader)?.id ?? columns[0]?.id;
  return (
    // Without a stop for the keyboard what overflows could not be reached.
    <div className="table-scroll" tabIndex={0} role="group" aria-label={caption}>
      <table className="table">
        <caption className={showCaption ? 'table-caption' : 'visually-hidden'}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" data-align={column.align ?? 'start'}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.length === 0 && empty !== undefined && (
            <tr>
              <td colSpan={columns.length} className="table-empty">
                {empty}
              </td>
            </tr>
          )}
          {rows.map((row) => (
            <TableRow key={rowKey(row)} row={row} columns={columns} rowHeader={rowHeader} />
          ))}
        </tbody>
        <Totals columns={columns} rowHeader={rowHeader} />
      </table>
    </div>
  );
}
