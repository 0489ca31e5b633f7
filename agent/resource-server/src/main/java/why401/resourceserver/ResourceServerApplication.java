package why401.resourceserver;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/// Starts the resource server. Spring subclasses nothing here: methods of configuration are not
/// proxied.
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(Demands.class)
final class ResourceServerApplication {

  private ResourceServerApplication() {}

  public static void main(String[] arguments) {
    SpringApplication.run(ResourceServerApplication.class, arguments);
  }
}
