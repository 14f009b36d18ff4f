/** The lists being prepared of an opened data folder: one service for all handlers. */
import { dataPaths } from '../db/paths.ts';
import type { HandlerContext, Session } from '../ipc/context.ts';
import { Drafts } from './drafts.ts';
import { listCopies } from './listCopy.ts';

/** The lists being prepared of the session that the window is on. */
export type CurrentDrafts = () => Drafts;

const made = new WeakMap<Session, Drafts>();

function make({ services, signal }: Session, context: HandlerContext): Drafts {
  const { clock, newId, emit, log, resources } = context;
  const { db } = services;
  const copies = listCopies(dataPaths(db.dir).drafts);
  const workerUrl = resources.importWorker;
  return new Drafts({ db, copies, clock, newId, emit, log, workerUrl, signal });
}

/** Gives the service of whichever session the window is on. */
export function currentDrafts(context: HandlerContext): CurrentDrafts {
  return () => {
    const session = context.session();
    const drafts = made.get(session) ?? make(session, context);
    made.set(session, drafts);
    return drafts;
  };
}
