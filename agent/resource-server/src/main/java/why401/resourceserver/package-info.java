/// The protected API of the integration tests: a Spring Security resource server whose every demand
/// is a setting.
@NullMarked
package why401.resourceserver;

import org.jspecify.annotations.NullMarked;
