package org.tunza;

import io.micrometer.core.instrument.binder.MeterBinder;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.web.context.support.StandardServletEnvironment;
import org.springframework.web.filter.RequestContextFilter;
import org.tunza.fhir.http.FhirServlet;
import org.tunza.fhir.http.PlainErrors;
import org.tunza.fhir.ledger.LedgerServlet;

/**
 * The web server: Spring Boot on Tomcat, with health and metrics, and the servlets of the doors. It
 * knows no settings but those given here. https://docs.spring.io/spring-boot/reference/web/
 */
final class Web implements AutoCloseable {

  /** Characters of FHIR queries that Tomcat would refuse unless they are percent-encoded. */
  private static final String QUERY_CHARACTERS = "|{}[]^`\"<>\\";

  private final ServletWebServerApplicationContext context;

  private Web(ServletWebServerApplicationContext context) {
    this.context = context;
  }

  /** What is explicitly wired; nothing is scanned for. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Wiring {
    @Bean
    static WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcat() {
      return factory -> {
        factory.addContextCustomizers(context -> {
          if (context.getParent() instanceof StandardHost host) {
            host.setErrorReportValveClass(PlainErrors.class.getName());
          }
        });
        factory.addConnectorCustomizers(
            connector -> connector.setProperty("maxKeepAliveRequests", "-1"));
      };
    }

    /** No filter stands before the doors that none of them needs. */
    @Bean
    static FilterRegistrationBean<RequestContextFilter> withoutRequestContext() {
      var registration = new FilterRegistrationBean<>(new RequestContextFilter());
      registration.setEnabled(false);
      return registration;
    }
  }

  /** Where it listens; loopback only until there is access control. */
  record Address(InetAddress host, int port) {}

  static Web start(Address address, FhirServlet fhir, LedgerServlet ledger, MeterBinder metrics) {
    SpringApplication application = new SpringApplication(Wiring.class);
    application.setWebApplicationType(WebApplicationType.SERVLET);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.setRegisterShutdownHook(false);
    application.setAddCommandLineProperties(false);
    application.setEnvironment(new OwnEnvironment(properties(address)));
    application.addInitializers(context -> {
      servlet(context, "fhir", FhirServlet.PATH + "/*", () -> fhir);
      servlet(context, "ledger", LedgerServlet.PATH + "/*", () -> ledger);
      context.getBeanFactory().registerSingleton("requestTimes", metrics);
    });
    return new Web((ServletWebServerApplicationContext) application.run());
  }

  private static void servlet(
      org.springframework.context.ConfigurableApplicationContext context,
      String name,
      String path,
      Supplier<? extends jakarta.servlet.Servlet> servlet) {
    if (context instanceof org.springframework.context.support.GenericApplicationContext beans) {
      beans.registerBean(
          name,
          ServletRegistrationBean.class,
          () -> {
            var registration = new ServletRegistrationBean<>(servlet.get(), path);
            registration.setName(name);
            registration.setLoadOnStartup(1);
            return registration;
          });
    }
  }

  private static Map<String, Object> properties(Address address) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("server.address", address.host().getHostAddress());
    properties.put("server.port", address.port());
    properties.put("server.shutdown", "graceful");
    properties.put("spring.lifecycle.timeout-per-shutdown-phase", "10s");
    properties.put("server.max-http-request-header-size", "16KB");
    properties.put("server.tomcat.relaxed-query-chars", QUERY_CHARACTERS.split(""));
    properties.put("server.tomcat.max-swallow-size", "2MB");
    properties.put("server.tomcat.threads.max", 100);
    properties.put("server.tomcat.mbeanregistry.enabled", false);
    properties.put("server.error.whitelabel.enabled", false);
    properties.put("spring.web.resources.add-mappings", false);
    properties.put("spring.servlet.multipart.enabled", false);
    properties.put("spring.servlet.encoding.enabled", false);
    properties.put("spring.mvc.formcontent.filter.enabled", false);
    properties.put("spring.jmx.enabled", false);
    properties.put("management.endpoints.web.base-path", "/");
    properties.put("management.endpoints.web.path-mapping.prometheus", "metrics");
    properties.put("management.endpoints.web.exposure.include", "health,prometheus");
    properties.put("management.endpoints.web.discovery.enabled", false);
    properties.put("logging.level.root", "ERROR");
    properties.put("logging.level.org.tunza", "WARN");
    properties.put("logging.level.org.tunza.store.reindex", "INFO");
    properties.put("spring.autoconfigure.exclude", String.join(",", EXCLUDED));
    return properties;
  }

  private static final java.util.List<String> EXCLUDED =
      java.util.List.of(
          "org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration",
          "org.springframework.boot.webmvc.autoconfigure.WebMvcObservationAutoConfiguration",
          "org.springframework.boot.servlet.autoconfigure.MultipartAutoConfiguration");

  int port() {
    WebServer server = context.getWebServer();
    if (server == null) {
      throw new IllegalStateException("the web server has been stopped");
    }
    return server.getPort();
  }

  @Override
  public void close() {
    context.close();
  }

  /** Only the properties given, none from the machine. */
  private static final class OwnEnvironment extends StandardServletEnvironment {
    OwnEnvironment(Map<String, Object> properties) {
      getPropertySources().addFirst(new MapPropertySource("tunza", properties));
    }

    @Override
    protected void customizePropertySources(MutablePropertySources sources) {
      // The program's settings are read once, elsewhere.
    }
  }
}
