/**
 * Underlines characters in an element without touching its text: the CSS Custom Highlight API, so that
 * the editor's own handling of the text stays undisturbed.
 */
const NAME = 'unicode-mark';

function* textNodes(root: Node): Generator<Text> {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    // Chips hold names of columns, which nobody changes here.
    if (node.parentElement?.closest('[data-react-aria-token]') === null) yield node as Text;
  }
}

function rangesOf(node: Text, characters: readonly string[]): readonly Range[] {
  return characters.flatMap((character) => {
    const ranges: Range[] = [];
    const text = node.data;
    for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) {
      const range = new Range();
      range.setStart(node, at);
      range.setEnd(node, at + character.length);
      ranges.push(range);
    }
    return ranges;
  });
}

/** Underlines these characters; the returned function takes it back. */
export function markCharacters(root: Element | null, characters: readonly string[]): () => void {
  if (root === null || characters.length === 0) return () => undefined;
  const ranges = [...textNodes(root)].flatMap((node) => rangesOf(node, characters));
  CSS.highlights.set(NAME, new Highlight(...ranges));
  return () => {
    CSS.highlights.delete(NAME);
  };
}
