/**
 * A language that lunr has no stemmer for, such as Polish: a word is found in its other forms, too, though later.
 *
 * What is asked for is cut before its last letters, where such languages have their endings: "faktury" finds "faktura".
 */
lunr.endings = function () {
  this.pipeline.reset();
  this.searchPipeline.reset();
};
lunr.endings.shorten = (word) => (word.length > 3 ? word.slice(0, word.length > 5 ? -2 : -1) : word);
