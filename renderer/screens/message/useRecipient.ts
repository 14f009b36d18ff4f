/** One recipient after the other, for the live text: by step, by row, by name or number. */
import { useState } from 'react';
import { call, useCall } from '../../api/calls.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { Draft } from '../draft/pending.ts';
import { findSeqOfRow, meansRow } from './findRecipient.ts';
import type { Recipient } from './liveText.ts';

/** Who is shown, and the ways to somebody else. */
export interface PeopleControl {
  /** `null`: nobody yet. */
  readonly recipient: Recipient | null;
  /** From 1. */
  readonly seq: number;
  readonly count: number;
  readonly error: AppError | null;
  readonly goTo: (seq: number) => void;
  /** Finds somebody by row, name or number. */
  readonly find: (wanted: string) => Promise<void>;
  readonly isFinding: boolean;
  /** Nobody was found at the last search. */
  readonly isNobody: boolean;
}

async function seqOfSearch(batch: string, search: string): Promise<number | null> {
  const filter = {
    batch,
    states: null,
    country: null,
    search,
    sinceMs: null,
    untilMs: null,
    error: null,
  };
  const view = await call('openView', { filter, purpose: 'message' });
  if (!view.ok || view.value.count === 0) return null;
  const page = await call('viewPage', { view: view.value.view, offset: 0, limit: 1 });
  return page.ok ? (page.value.rows[0]?.seq ?? null) : null;
}

async function findSeq(batch: string, count: number, wanted: string): Promise<number | null> {
  const row = meansRow(wanted);
  if (row !== null) {
    const seq = await findSeqOfRow(count, row, async (at) => {
      const answer = await call('recipient', { batch, seq: at });
      return answer.ok ? answer.value.message.row : null;
    });
    if (seq !== null) return seq;
  }
  return seqOfSearch(batch, wanted.trim());
}

/** The recipients of what was read last. */
export function useRecipient(draft: Draft): PeopleControl {
  const { batch } = draft;
  const count = batch === null ? 0 : (draft.built?.recipients ?? 0);
  const [wantedSeq, setSeq] = useState(1);
  const [isFinding, setFinding] = useState(false);
  const [isNobody, setNobody] = useState(false);
  const seq = Math.min(Math.max(1, wantedSeq), Math.max(1, count));
  const query = useCall(
    'recipient',
    { batch: batch ?? '', seq },
    { enabled: batch !== null && count > 0, keepPrevious: true },
  );
  const find = async (wanted: string): Promise<void> => {
    if (batch === null || wanted.trim() === '') return;
    setFinding(true);
    const found = await findSeq(batch, count, wanted);
    setFinding(false);
    setNobody(found === null);
    if (found !== null) setSeq(found);
  };
  return {
    recipient: batch === null ? null : (query.data ?? null),
    seq,
    count,
    error: query.error,
    goTo: setSeq,
    find,
    isFinding,
    isNobody,
  };
}
