/// HTML and XML as servers send them: text, fields and login forms.
@NullMarked
package why401.http.html;

import org.jspecify.annotations.NullMarked;
