/// What can be seen of a credential without sending it: its kind, form, claims and life.
@NullMarked
package why401.diagnosis.credential;

import org.jspecify.annotations.NullMarked;
