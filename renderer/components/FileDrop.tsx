/** A place where a file is dropped, with a button for those who do not drag. */
import { FileUp } from 'lucide-react';
import { useState, type ReactElement, type ReactNode } from 'react';
import { DropZone } from 'react-aria-components/DropZone';
import { Text } from 'react-aria-components/Text';
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

/** A place for a file. */
export function FileDrop({
  title,
  help,
  chooseLabel,
  onChoose,
  onFile,
  isBusy = false,
}: FileDropProps): ReactElement {
  const [isOver, setOver] = useState(false);
  return (
    <DropZone
      className="filedrop"
      data-over={isOver}
      getDropOperation={() => 'copy'}
      onDropEnter={() => setOver(true)}
      onDropExit={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        const item = event.items.find((dropped) => dropped.kind === 'file');
        if (item !== undefined) void item.getFile().then(onFile);
      }}
    >
      <FileUp className="filedrop-icon" aria-hidden="true" />
      <Text slot="label" className="filedrop-title">
        {title}
      </Text>
      {help !== undefined && <p className="soft">{help}</p>}
      <Button look="primary" onPress={onChoose} isPending={isBusy}>
        {chooseLabel}
      </Button>
    </DropZone>
  );
}
