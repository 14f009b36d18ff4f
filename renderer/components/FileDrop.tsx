/** A place where a file is dropped, with a button for those who do not drag. */
import { FileUp } from 'lucide-react';
import { useState, type DragEvent, type ReactElement, type ReactNode } from 'react';
import { Button } from './Button.tsx';
import './FileDrop.css';

/** What it takes. */
export interface FileDropProps {
  /** "Drop your list here". */
  readonly title: string;
  readonly help?: ReactNode;
  /** The words of the button. */
  readonly chooseLabel: string;
  /** Opens the system's dialog (it belongs to the main process). */
  readonly onChoose: () => void;
  /** The first file of what was dropped. */
  readonly onFile: (file: File) => void;
  readonly isBusy?: boolean;
}

const holdsFile = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');

/** What makes an element a place for a file: the browser would otherwise open it in its place. */
function useDrop(onFile: (file: File) => void) {
  const [isOver, setOver] = useState(false);
  return {
    isOver,
    handlers: {
      onDragOver: (event: DragEvent): void => {
        if (!holdsFile(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        setOver(true);
      },
      onDragLeave: (event: DragEvent): void => {
        // Crossing a part of the place itself is no leaving.
        if (event.currentTarget.contains(event.relatedTarget as Node | null)) return;
        setOver(false);
      },
      onDrop: (event: DragEvent): void => {
        event.preventDefault();
        setOver(false);
        const [file] = event.dataTransfer.files;
        if (file !== undefined) onFile(file);
      },
    },
  };
}

/** A place for a file. */
export function FileDrop({
  title,
  help,
  chooseLabel,
  onChoose,
  onFile,
  isBusy = false,
}: FileDropProps): ReactElement {
  const { isOver, handlers } = useDrop(onFile);
  return (
    <div className="filedrop" data-over={isOver} role="group" aria-label={title} {...handlers}>
      <FileUp className="filedrop-icon" aria-hidden="true" />
      <p className="filedrop-title">{title}</p>
      {help !== undefined && <p className="soft">{help}</p>}
      <Button look="primary" onPress={onChoose} isPending={isBusy}>
        {chooseLabel}
      </Button>
    </div>
  );
}
