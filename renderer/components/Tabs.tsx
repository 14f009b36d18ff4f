/** Tabs: parts of one screen of which one is in sight. */
import { useDeferredValue, type ReactElement, type ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components/Tabs';
import './Tabs.css';

/** One tab. */
export interface TabItem<Id extends string> {
  readonly id: Id;
  readonly label: ReactNode;
  /** Drawn only while the tab is open. */
  readonly content: () => ReactNode;
}

/** What tabs take. */
export interface TabsProps<Id extends string> {
  readonly label: string;
  readonly items: readonly TabItem<Id>[];
  readonly selected: Id;
  readonly onSelect: (id: Id) => void;
  /** `vertical` for a list of settings beside their content. */
  readonly orientation?: 'horizontal' | 'vertical';
}

/** Tabs with their panels. */
export function Tabs<Id extends string>({
  label,
  items,
  selected,
  onSelect,
  orientation = 'horizontal',
}: TabsProps<Id>): ReactElement {
  // The tab answers at once; what it holds is drawn next, in pieces between which keys are answered.
  const drawn = useDeferredValue(selected);
  return (
    <AriaTabs
      className="tabs"
      orientation={orientation}
      selectedKey={selected}
      onSelectionChange={(key) => onSelect(key as Id)}
    >
      <TabList className="tabs-list" aria-label={label}>
        {items.map((item) => (
          <Tab key={item.id} id={item.id} className="tab">
            {item.label}
          </Tab>
        ))}
      </TabList>
      {/* A panel keeps the id that it was made with, which the tab that controls it names. */}
      <TabPanel key={selected} id={selected} className="tab-panel">
        {drawn === selected && items.find(({ id }) => id === selected)?.content()}
      </TabPanel>
    </AriaTabs>
  );
}
