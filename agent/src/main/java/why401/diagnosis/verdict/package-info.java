/// What a diagnosis ends in: verdict, findings, changes, limits.
@NullMarked
package why401.diagnosis.verdict;

import org.jspecify.annotations.NullMarked;
