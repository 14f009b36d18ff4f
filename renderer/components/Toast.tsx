/**
 * Short confirmations at the lower edge ("Saved"), told by screen readers as they appear.
 *
 * Only for what needs no answer: what must be read stands in a `Notice`. A toast goes by itself after
 * some seconds, never while the pointer or the focus is on it.
 */
import { X } from 'lucide-react';
import {
  createContext,
  use,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactElement,
  type ReactNode,
} from 'react';
import { useText } from '../i18n/text.tsx';
import { Button } from './Button.tsx';
import type { Tone } from './Notice.tsx';
import './Toast.css';

const SHOWN_MS = 8000;
const MOST_AT_ONCE = 3;

interface ToastItem {
  readonly key: number;
  readonly text: string;
  readonly tone: Tone;
}

/** Shows a short confirmation. */
export type ShowToast = (text: string, tone?: Tone) => void;

const ToastContext = createContext<ShowToast | null>(null);

/** `const toast = useToast(); toast(t('common.saved'))`. */
export function useToast(): ShowToast {
  const show = use(ToastContext);
  if (show === null) throw new Error('no ToastProvider above');
  return show;
}

function ToastView({
  item,
  onClose,
}: {
  readonly item: ToastItem;
  readonly onClose: (key: number) => void;
}): ReactElement {
  const t = useText();
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => onClose(item.key), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [held, item.key, onClose]);
  return (
    <div
      className="toast"
      data-tone={item.tone}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className="grow">{item.text}</span>
      <Button
        look="quiet"
        size="small"
        icon={<X aria-hidden="true" />}
        aria-label={t('common.close')}
        onPress={() => onClose(item.key)}
      />
    </div>
  );
}

/** Holds the toasts; everything below can show one. */
export function ToastProvider({ children }: { readonly children: ReactNode }): ReactElement {
  const [items, setItems] = useState<readonly ToastItem[]>([]);
  const lastKey = useRef(0);
  const show = useCallback<ShowToast>((text, tone = 'success') => {
    lastKey.current += 1;
    const item = { key: lastKey.current, text, tone };
    setItems((before) => [...before, item].slice(-MOST_AT_ONCE));
  }, []);
  const close = useCallback(
    (key: number) => setItems((before) => before.filter((item) => item.key !== key)),
    [],
  );
  const shown = useMemo(
    () => items.map((item) => <ToastView key={item.key} item={item} onClose={close} />),
    [items, close],
  );
  return (
    <ToastContext value={show}>
      {children}
      <div className="toasts" role="status" aria-live="polite">
        {shown}
      </div>
    </ToastContext>
  );
}
