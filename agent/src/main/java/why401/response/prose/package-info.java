/// Reads the prose of a response with a trained model: which cause its words speak of, and how
/// surely.
@NullMarked
package why401.response.prose;

import org.jspecify.annotations.NullMarked;
