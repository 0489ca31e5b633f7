/// The data files (words, products, glossary) and their matchers.
@NullMarked
package why401.response.vocabulary;

import org.jspecify.annotations.NullMarked;
