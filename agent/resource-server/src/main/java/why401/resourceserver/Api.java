package why401.resourceserver;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The resources: `/open` for everybody, any other path for whom the filter chain lets through.
@RestController
final class Api {

  @GetMapping("/open")
  Map<String, String> open() {
    return Map.of("resource", "/open");
  }

  @GetMapping("/**")
  Map<String, String> resource(HttpServletRequest request, Authentication caller) {
    return Map.of("resource", request.getRequestURI(), "caller", caller.getName());
  }
}
