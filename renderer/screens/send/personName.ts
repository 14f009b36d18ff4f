/** Finds the name of a person among the imported fields. Pure. */

/** Words for "name" in the languages of the lists, at the beginning or end of a column's name. */
const NAME = /name|nom\b|pr[ée]nom|nombre|nome|apellido|jina|pangalan|nama|اسم/iu;
/** Names of other things than people. */
const NOT_PERSON = /user|file|list|clinic|village|school|sender|place|site/iu;

/** A column with its value. */
interface Field {
  readonly column: string;
  readonly value: string;
}

/** The person's name as the list has it, its parts in the order of the columns; empty: not there. */
export function nameIn(fields: readonly Field[]): string {
  return fields
    .filter(({ column, value }) => NAME.test(column) && !NOT_PERSON.test(column) && value !== '')
    .slice(0, 2)
    .map(({ value }) => value)
    .join(' ');
}
