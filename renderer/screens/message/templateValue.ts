/** The message as the editor's own value: tokens for fields, and undo over both. */
import { TokenFieldValue, type TokenFieldSegment } from 'react-aria-components/TokenField';
import {
  partsOf,
  storedTemplate,
  type TemplateFieldValue,
  type TemplatePart,
} from './templateParts.ts';

type Segment = TokenFieldSegment<TemplateFieldValue>;

function segmentOf(part: TemplatePart): Segment {
  return part.type === 'text'
    ? { type: 'text', text: part.text }
    : { type: 'token', text: part.field.name, value: part.field };
}

/** The editor's value. A field that is typed or pasted with its braces becomes a chip at once. */
export class TemplateValue extends TokenFieldValue<TemplateFieldValue> {
  protected override tokenize(text: string): Segment[] {
    return partsOf(text).map(segmentOf);
  }
}

/** The editor's value of a stored message, the caret at its end. */
export function valueOf(template: string): TemplateValue {
  const segments = partsOf(template).map(segmentOf);
  const value = new TemplateValue(segments);
  const last = segments.at(-1);
  return last === undefined
    ? value
    : value.withCaretPosition({
        index: last.type === 'text' ? segments.length - 1 : segments.length,
        offset: last.type === 'text' ? last.text.length : 0,
      });
}

/** What an editor's value is stored as. A token from elsewhere (a paste) is text. */
export function templateOf(value: TokenFieldValue<TemplateFieldValue>): string {
  return storedTemplate(
    value.segments.map((segment): TemplatePart =>
      segment.type === 'token' && typeof segment.value?.name === 'string'
        ? {
            type: 'field',
            field: { name: segment.value.name, fallback: segment.value.fallback ?? null },
          }
        : { type: 'text', text: segment.text },
    ),
  );
}

/** Puts a field where the caret is, in place of what is selected. */
export function withField(value: TemplateValue, field: TemplateFieldValue): TemplateValue {
  const { start, end } = value.selectedRange;
  return value.replaceRangeWithSegments(
    start,
    end,
    [{ type: 'token', text: field.name, value: field }],
    false,
  );
}

/** Another message in the editor, as one step that can be undone. */
export function withTemplate(value: TemplateValue, template: string): TemplateValue {
  const last = value.segments.length;
  return value.replaceRangeWithSegments(
    { index: 0, offset: 0 },
    { index: last, offset: 0 },
    partsOf(template).map(segmentOf),
    false,
  );
}
