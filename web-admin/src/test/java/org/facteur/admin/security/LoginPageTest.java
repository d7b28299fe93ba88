package org.facteur.admin.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.facteur.admin.security.LoginPage.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginPageTest {

    @Test
    void aPageOfTheConsoleIsCameBackTo() {
        LoginPage page = new LoginPage("/admin/accounts?filter=a&page=2", Reason.NEW);

        assertThat(page.target()).isEqualTo("/admin/accounts?filter=a&page=2");
        assertThat(page.path()).isEqualTo("/admin/login?target=%2Fadmin%2Faccounts%3Ffilter%3Da%26page%3D2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://elsewhere.example/admin/",
                "//elsewhere.example/admin/",
                "/admin",
                "/admin/../api/v1/domains",
                "/admin/..//elsewhere.example",
                "/admin/login?target=/admin/login",
                "/admin/\\elsewhere.example",
                "/admin/a b",
                "javascript:alert(1)"
            })
    void nothingElseIs(String target) {
        assertThat(new LoginPage(target, Reason.NEW).target()).isEqualTo(LoginPage.HOME);
    }

    @Test
    void anEndlessTargetIsNot() {
        assertThat(new LoginPage("/admin/" + "a".repeat(2_000), Reason.NEW).target())
                .isEqualTo(LoginPage.HOME);
    }

    @Test
    void theReasonStandsInTheAddress() {
        assertThat(new LoginPage(LoginPage.HOME, Reason.EXPIRED).path()).isEqualTo("/admin/login?reason=expired");
        assertThat(Reason.of("expired")).isEqualTo(Reason.EXPIRED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "EXPIRED", "<script>"})
    void anUnknownReasonIsNone(String reason) {
        assertThat(Reason.of(reason)).isEqualTo(Reason.NEW);
    }
}
