/** The first step: a file becomes a list of people to write to. */
import type { ReactElement } from 'react';
import { useParams } from 'wouter';
import { ImportDraft } from './ImportDraft.tsx';
import { ImportStart } from './ImportStart.tsx';
import './import.css';

/** Stands before the id of the list whose message is used again. */
const REPEAT = 'repeat-';

/** Begins a list (`new`, `repeat-…`), or shows one that was begun. */
export function ImportScreen(): ReactElement {
  const { id } = useParams<{ id: string }>();
  if (id === 'new') return <ImportStart />;
  if (id.startsWith(REPEAT)) return <ImportStart repeat={id.slice(REPEAT.length)} />;
  return <ImportDraft key={id} id={id} />;
}
