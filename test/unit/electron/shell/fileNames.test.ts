import { assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { suggestedFileName } from '../../../../electron/shell/fileNames.ts';

describe('a name for a file', () => {
  test.each([
    ['Clinic reminders', 'Clinic reminders.xlsx'],
    ['Clinique: août/septembre', 'Clinique- août-septembre.xlsx'],
    ['قائمة أغسطس', 'قائمة أغسطس.xlsx'],
    ['..\\..\\evil', '-..-evil.xlsx'],
    ['a\u202egnp.xlsx', 'a gnp.xlsx'],
    ['line\nbreak\u0000', 'line break.xlsx'],
    ['CON', 'Postbag CON.xlsx'],
    ['com1.report', 'Postbag com1.report.xlsx'],
    ['console', 'console.xlsx'],
    ['', 'Postbag.xlsx'],
    ['...', 'Postbag.xlsx'],
    ['.hidden', 'hidden.xlsx'],
    ['ends with dots. . ', 'ends with dots.xlsx'],
    ['Report.XLSX', 'Report.XLSX'],
  ])('%j: %j', (text, name) => {
    expect(suggestedFileName(text, 'xlsx')).toBe(name);
  });

  test('whatever the text, all three systems take it', () => {
    assert(
      property(string({ unit: 'binary', maxLength: 400 }), (text) => {
        const name = suggestedFileName(text, 'csv');
        expect(name).not.toMatch(/[<>:"/\\|?*\p{Cc}\p{Cf}]|^[. ]|[. ]$/u);
        expect(name.toLowerCase().endsWith('.csv')).toBe(true);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(220);
        expect(name.isWellFormed()).toBe(true);
      }),
    );
  });
});
