/**
 * A table of any length: only the rows in sight are drawn, and read page by page from a view.
 *
 * The keyboard moves through rows (arrows, Page Up and Down, Home, End), Enter opens one. Screen readers
 * are told the number of all rows and the place of each. Rows have one height, which is what lets any
 * place of a million rows be reached at once.
 */
import {
  memo,
  useId,
  useImperativeHandle,
  useRef,
  type CSSProperties,
  type ReactElement,
  type ReactNode,
  type Ref,
} from 'react';
import { useText } from '../i18n/text.tsx';
import { Button } from './Button.tsx';
import type { LoadPage } from './pageCache.ts';
import { boxHeight, rowTop } from './scaledScroll.ts';
import { useTableState, type TableState } from './virtualTableState.ts';
import './VirtualTable.css';

/** One column. */
export interface VirtualColumn<Row> {
  readonly id: string;
  readonly header: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  readonly align?: 'start' | 'end';
  /** A track of the CSS grid: `8rem`, `minmax(10rem, 2fr)`; default `minmax(6rem, 1fr)`. */
  readonly width?: string;
}

/** What a table takes. */
export interface VirtualTableProps<Row> {
  /** What the table shows, for screen readers. */
  readonly caption: string;
  readonly columns: readonly VirtualColumn<Row>[];
  /** Rows altogether. */
  readonly count: number;
  /** Reads some rows; a rejected promise shows *Try again*. */
  readonly loadPage: LoadPage<Row>;
  /** Another one means another list: everything is read anew, from the top. */
  readonly viewKey: string;
  /** Another one means that rows of the same list have changed: those in sight are read anew. */
  readonly version?: string | number;
  /** A click on a row, or Enter. */
  readonly onOpen?: (row: Row, index: number) => void;
  /** Shown where there are no rows. */
  readonly empty?: ReactNode;
  /** Moves the table from outside, as a field does in which a row is named. */
  readonly handle?: Ref<VirtualTableHandle>;
}

/** What moves a table from outside. */
export interface VirtualTableHandle {
  /** Brings a row, by its place from 0, into sight, and puts focus and keyboard on it. */
  readonly goTo: (index: number) => void;
}

interface RowViewProps<Row> {
  readonly index: number;
  readonly top: number;
  readonly id: string;
  readonly columns: readonly VirtualColumn<Row>[];
  /** `undefined` while it is read. */
  readonly row: Row | undefined;
  readonly isLoading: boolean;
  readonly isActive: boolean;
  readonly onOpen: (index: number) => void;
}

/** Drawn again only where it has changed: scrolling and moving by keyboard leave most rows as they are. */
const RowView = memo(function RowView<Row>({
  index,
  top,
  id,
  columns,
  row,
  isLoading,
  isActive,
  onOpen,
}: RowViewProps<Row>): ReactElement {
  return (
    // The keyboard works on the whole grid, which has the focus.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      role="row"
      id={id}
      aria-rowindex={index + 2}
      aria-selected={isActive}
      aria-busy={isLoading}
      className="vtable-row"
      data-active={isActive}
      style={{ insetBlockStart: `${top}px` }}
      onClick={() => onOpen(index)}
    >
      {columns.map((column, place) => (
        <div
          key={column.id}
          role={place === 0 ? 'rowheader' : 'gridcell'}
          className="vtable-cell"
          data-align={column.align ?? 'start'}
        >
          {row === undefined ? (
            <span className="vtable-skeleton" aria-hidden="true" />
          ) : (
            column.cell(row)
          )}
        </div>
      ))}
    </div>
  );
}) as <Row>(props: RowViewProps<Row>) => ReactElement;

function Head<Row>({ columns }: { readonly columns: readonly VirtualColumn<Row>[] }): ReactElement {
  return (
    <div role="rowgroup" className="vtable-head">
      <div role="row" aria-rowindex={1} className="vtable-row">
        {columns.map((column) => (
          <div
            key={column.id}
            role="columnheader"
            className="vtable-cell"
            data-align={column.align ?? 'start'}
          >
            {column.header}
          </div>
        ))}
      </div>
    </div>
  );
}

/** What stands over the rows: that there are none, or that some could not be read. */
function Foot<Row>({
  empty,
  state: { pages, list, start, end },
}: {
  readonly empty: ReactNode;
  readonly state: TableState<Row>;
}): ReactElement | null {
  const t = useText();
  if (list.count === 0) return <div className="vtable-empty">{empty}</div>;
  if (start >= end || (pages.at(start) !== 'failed' && pages.at(end - 1) !== 'failed')) return null;
  const retry = (): void => {
    pages.retry();
    pages.want(start, end);
  };
  return (
    <div className="vtable-failed" role="alert">
      {t('common.rows_failed')} <Button onPress={retry}>{t('common.try_again')}</Button>
    </div>
  );
}

function Body<Row>({
  id,
  columns,
  state,
}: {
  readonly id: string;
  readonly columns: readonly VirtualColumn<Row>[];
  readonly state: TableState<Row>;
}): ReactElement {
  const { list, scrollTop, start, end } = state;
  const rows = Array.from({ length: Math.max(0, end - start) }, (_, place) => start + place);
  return (
    <div role="rowgroup" className="vtable-body" style={{ blockSize: `${boxHeight(list)}px` }}>
      {rows.map((index) => {
        const content = state.pages.at(index);
        return (
          <RowView
            key={index}
            id={`${id}-${index}`}
            index={index}
            top={rowTop(list, scrollTop, index)}
            columns={columns}
            row={typeof content === 'object' ? content.row : undefined}
            isLoading={content === 'loading'}
            isActive={index === state.active}
            onOpen={state.open}
          />
        );
      })}
    </div>
  );
}

function TableOfView<Row>(props: VirtualTableProps<Row>): ReactElement {
  const { caption, columns, count, loadPage, version = 0, onOpen } = props;
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const state = useTableState({ count, loadPage, version, onOpen }, box);
  const { active, start, end, goTo } = state;
  useImperativeHandle(props.handle, () => ({
    goTo: (index) => {
      goTo(Math.min(Math.max(0, index), Math.max(0, count - 1)));
      box.current?.focus({ preventScroll: true });
      // The page may have been scrolled so that the table is out of sight, or below its footer.
      box.current?.scrollIntoView({ block: 'center' });
    },
  }));
  const tracks = columns.map((column) => column.width ?? 'minmax(6rem, 1fr)').join(' ');
  return (
    <div
      ref={box}
      className="vtable"
      role="grid"
      tabIndex={0}
      aria-label={caption}
      aria-rowcount={count + 1}
      aria-colcount={columns.length}
      aria-activedescendant={active >= start && active < end ? `${id}-${active}` : undefined}
      onKeyDown={state.onKeyDown}
      style={{ '--vtable-columns': tracks } as CSSProperties}
    >
      <div className="vtable-inner" role="presentation">
        <Head columns={columns} />
        <Body id={id} columns={columns} state={state} />
      </div>
      <Foot empty={props.empty} state={state} />
    </div>
  );
}

/**
 * A table of any length. Give its surroundings a height; it fills what it is given.
 *
 * @example
 * <VirtualTable caption={…} columns={…} count={view.count} viewKey={view.view}
 *   loadPage={(offset, limit) => page(view.view, offset, limit)} />
 */
export function VirtualTable<Row>(props: VirtualTableProps<Row>): ReactElement {
  // Another list starts with nothing of the one before: neither place nor rows.
  return <TableOfView key={props.viewKey} {...props} />;
}
