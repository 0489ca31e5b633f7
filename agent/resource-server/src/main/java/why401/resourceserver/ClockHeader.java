package why401.resourceserver;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Says in `Date` (RFC 9110, 6.6.1) what time this server thinks it is; before the security
/// filters, so that refusals say it too.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ClockHeader extends OncePerRequestFilter {

  private final Clock clock;

  ClockHeader(Clock clock) {
    this.clock = clock;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    response.setDateHeader("Date", clock.millis());
    chain.doFilter(request, response);
  }
}
