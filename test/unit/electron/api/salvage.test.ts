import { describe, expect, test } from 'vitest';
import { salvageIds } from '../../../../electron/api/salvage.ts';

const ID = 'SMS20190701T053121-123-1235-0';

describe('salvaging ids', () => {
  test.each([
    ['JSON', `{"messages":[{"id":"${ID}"},{"id":"b/ü"}]}`, [ID, 'b/ü']],
    ['spaces', `{"id" :\n "${ID}"}`, [ID]],
    ['the single call', `{"messageId":"x1","dedupMessageId":"x2"}`, ['x1', 'x2']],
    ['each once', `[{"id":"a"},{"id":"b"},{"id":"a"}]`, ['a', 'b']],
    ['escapes', String.raw`{"id":"a\"b\u00fc"}`, ['a"bü']],
    ['whole numbers', `{"id":17,"x":1}`, ['17']],
    ['cut after an id', `{"messages":[{"id":"a"},{"id":"b`, ['a']],
    ['cut in a bare id', `<p>${ID} and SMS20190701T053121-123-12`, [ID]],
    ['cut in a number', `{"id":17`, []],
    ['HTML', `<div id="main">${ID}</div>`, [ID]],
    ['a log line', `accepted ${ID}, ${ID.replace(/0$/, '1')}.`, [ID, ID.replace(/0$/, '1')]],
    ['empty ids', `[{"id":""},{"id":" "},{"id":0},{"id":null}]`, []],
    ['other keys', `{"orgid":"1","clientRef":"2","ids":["3"],"Id":"4"}`, []],
    ['__proto__', `{"__proto__":{"id":"p"}}`, ['p']],
    ['nothing', '', []],
  ])('%s', (_, text, ids) => {
    expect(salvageIds(text)).toEqual(ids);
  });

  test.each([
    ['an unclosed string', `{"id":"${'a'.repeat(5_000_000)}`],
    ['backslashes', `{"id":"${'\\'.repeat(5_000_000)}`],
    ['unclosed ids', '"id":"'.repeat(500_000)],
    ['an endless known form', `SMS20190701T053121${'-1'.repeat(2_000_000)}`],
    ['white space', `"id"${' '.repeat(5_000_000)}`],
    ['digits', `"id":${'1'.repeat(5_000_000)}`],
  ])('a body made to hurt ends: %s', (_, text) => {
    expect(salvageIds(text).length).toBeLessThan(5);
  });
});
