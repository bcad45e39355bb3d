/**
 * Chinese for the search: its words are told apart by the browser's own dictionary (Intl.Segmenter).
 *
 * lunr's script for it needs jieba, which only Node has. Material asks what it takes for Japanese's segmenter: whether a
 * text is to be cut, and where.
 */
lunr.chinese = function () {
  this.pipeline.reset();
  this.searchPipeline.reset();
};
lunr.TinySegmenter = class {
  constructor() {
    this.words = "Segmenter" in Intl ? new Intl.Segmenter("zh", { granularity: "word" }) : undefined;
  }
  /** @param {string} text */
  ctype_(text) {
    return /\p{sc=Han}/u.test(text) ? "H" : "O";
  }
  /**
   * Without a dictionary each character is a word: queries find them side by side.
   * @param {string} text
   */
  segment(text) {
    if (!this.words) return text.match(/\p{sc=Han}|[^\p{sc=Han}]+/gu) ?? [];
    return Array.from(this.words.segment(text), ({ segment }) => segment);
  }
};
