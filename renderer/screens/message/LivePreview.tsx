/** The message as one person will see it, how many SMS it takes, and what it costs. */
import { ChevronLeft, ChevronRight, Search } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import { MAX_PARTS } from '../../../shared/domain/segments.ts';
import { useCall } from '../../api/calls.ts';
import { Button } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { useErrorText } from '../../components/ErrorNotice.tsx';
import { TextField } from '../../components/TextField.tsx';
import { Money, Outside, Phone } from '../../components/Values.tsx';
import { useFormats, useText } from '../../i18n/text.tsx';
import { ListErrorNotice } from '../draft/ListErrorNotice.tsx';
import type { Draft, DraftSettings } from '../draft/pending.ts';
import {
  charactersLeft,
  forcedByCells,
  isTooLong,
  liveText,
  type LiveText,
  type Recipient,
} from './liveText.ts';
import { PhoneBubble } from './PhoneBubble.tsx';
import type { PeopleControl } from './useRecipient.ts';

interface Props {
  readonly draft: Draft;
  readonly settings: DraftSettings;
  readonly people: PeopleControl;
}

function Finder({ people }: { readonly people: PeopleControl }): ReactElement {
  const t = useText();
  const [wanted, setWanted] = useState('');
  return (
    <form
      className="message-finder"
      onSubmit={(event) => {
        event.preventDefault();
        void people.find(wanted);
      }}
    >
      <TextField
        label={t('message.find')}
        hideLabel
        placeholder={t('message.find')}
        type="search"
        value={wanted}
        onChange={setWanted}
        error={people.isNobody && wanted !== '' ? t('message.nobody') : null}
      />
      <Button
        icon={<Search aria-hidden="true" />}
        aria-label={t('message.find_now')}
        isPending={people.isFinding}
        type="submit"
      />
    </form>
  );
}

function Steps({ people }: { readonly people: PeopleControl }): ReactElement {
  const t = useText();
  const { count } = useFormats();
  return (
    <div className="row row-between">
      <Button
        size="small"
        icon={<ChevronLeft aria-hidden="true" className="flips" />}
        aria-label={t('message.previous_person')}
        isDisabled={people.seq <= 1}
        onPress={() => people.goTo(people.seq - 1)}
      />
      <span className="soft small" role="status">
        {t('message.person_of', { place: count(people.seq), people: count(people.count) })}
      </span>
      <Button
        size="small"
        icon={<ChevronRight aria-hidden="true" className="flips" />}
        aria-label={t('message.next_person')}
        isDisabled={people.seq >= people.count}
        onPress={() => people.goTo(people.seq + 1)}
      />
    </div>
  );
}

function useLiveWords(): (live: LiveText) => string {
  const t = useText();
  const errorText = useErrorText();
  return (live) => {
    switch (live.kind) {
      case 'text':
        return live.text;
      case 'empty':
        return t('message.live_empty');
      case 'missing':
        return t('message.live_missing', { field: live.field });
      case 'no_column':
        return t('message.live_no_column', { field: live.field });
      case 'bad_template':
        return errorText(live.error);
    }
  };
}

function Counts({ live, country }: { readonly live: LiveText; readonly country: string | null }) {
  const t = useText();
  const { country: nameOf } = useFormats();
  const prices = useCall('listPrices', {});
  if (live.kind !== 'text') return null;
  const { segments } = live;
  const price = prices.data?.find((each) => each.country === country);
  return (
    <div className="message-counts">
      <p>
        <strong role="status">{t('message.parts', { parts: segments.parts })}</strong>{' '}
        <span className="soft">
          {t('message.characters_left', { characters: charactersLeft(segments) })}
        </span>
      </p>
      <p className="small soft">
        {t(segments.encoding === 'gsm7' ? 'message.encoding_gsm7' : 'message.encoding_ucs2')}
      </p>
      {isTooLong(segments) && (
        <p className="message-bad">{t('message.too_long', { most: MAX_PARTS })}</p>
      )}
      {price !== undefined && (
        <p className="small">
          {t('message.cost_person')} <Money micro={price.microPerPart * segments.parts} exact />
        </p>
      )}
      {price === undefined && country !== null && prices.data !== undefined && (
        <p className="small soft">{t('message.no_price', { country: nameOf(country) })}</p>
      )}
    </div>
  );
}

function Foreign({
  settings,
  recipient,
  live,
}: {
  readonly settings: DraftSettings;
  readonly recipient: Recipient;
  readonly live: LiveText;
}): ReactElement | null {
  const t = useText();
  const { list } = useFormats();
  const first = forcedByCells(settings, recipient)[0];
  if (live.kind !== 'text' || live.segments.encoding === 'gsm7' || first === undefined) return null;
  return (
    <p className="small soft">
      {t('message.forced_by_list', { column: first.column, characters: list(first.characters) })}
    </p>
  );
}

function Person({ settings, people, recipient }: Props & { readonly recipient: Recipient | null }) {
  const t = useText();
  const words = useLiveWords();
  const app = useCall('appState', {});
  const empty: Recipient | null = recipient;
  const live: LiveText = empty === null ? { kind: 'empty' } : liveText(settings, empty);
  const sender = settings.sender ?? app.data?.account?.sender ?? t('message.sender_unknown');
  return (
    <>
      {people.count > 0 && (
        <>
          <Finder people={people} />
          <Steps people={people} />
        </>
      )}
      <PhoneBubble
        sender={
          settings.senderColumn !== null && recipient !== null ? recipient.message.sender : sender
        }
        isText={live.kind === 'text'}
      >
        <Outside text={words(live)} keepLines />
      </PhoneBubble>
      {recipient !== null && (
        <>
          <p className="small soft message-to">
            <Phone number={recipient.message.to} />
          </p>
          <Counts live={live} country={recipient.message.country} />
          <Foreign settings={settings} recipient={recipient} live={live} />
        </>
      )}
    </>
  );
}

/** The card. */
export function LivePreview(props: Props): ReactElement {
  const t = useText();
  const { people } = props;
  return (
    <div className="message-live">
      <Card title={t('message.live_title')}>
        {people.error !== null && <ListErrorNotice error={people.error} />}
        <Person {...props} recipient={people.recipient} />
      </Card>
    </div>
  );
}
