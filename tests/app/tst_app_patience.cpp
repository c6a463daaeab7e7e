// Row 32 of the faults, as a person meets it: a server that asks for patience is asked again when it said, or when a
// person does not want to wait.
#include "models/usersmodel.h"
#include "pages/resourcepage.h"
#include "support/clipboard.h"
#include "support/fakeclock.h"
#include "support/retrycountdown.h"
#include "widgets/banner.h"
#include "widgets/statepanel.h"

#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QTest>

using namespace wallaroo;
using namespace wallaroo::test;

namespace {

/// A page whose fetches a test answers.
class Page final : public ResourcePage {
public:
    Page(models::TableModel& model, Clipboard& clipboard, const Clock& clock)
        : ResourcePage(model, clipboard, clock,
                       {QStringLiteral("things"),
                        QStringLiteral("Things"),
                        QStringLiteral("Filter things"),
                        {},
                        QStringLiteral("Loading things…"),
                        QStringLiteral("No things yet"),
                        QStringLiteral("No %1"),
                        [](int n) { return QString::number(n); }}) {}

    using ResourcePage::finishLoad;

    int loads = 0;

protected:
    http::Handle startLoad() override {
        ++loads;
        return {};
    }
};

Error busy(ErrorKind kind, std::optional<int> retryAfterSeconds) {
    Error error{kind, QStringLiteral("The server asks for fewer requests."), QStringLiteral("Wait a little."), {}};
    error.retryAfterSeconds = retryAfterSeconds;
    return error;
}

struct Desk {
    Desk() : clipboard(*QGuiApplication::clipboard(), clock), model(clock), page(model, clipboard, clock) {
        page.show();
        page.refresh();
    }

    void fail(ErrorKind kind = ErrorKind::TooManyRequests, std::optional<int> seconds = std::nullopt) {
        page.finishLoad(tl::unexpected(busy(kind, seconds)));
    }

    [[nodiscard]] QPushButton* button(const char* in) const {
        for (auto* each : page.findChild<QWidget*>(QLatin1String(in))->findChildren<QPushButton*>()) {
            if (each->isVisible() && each->text().startsWith(QStringLiteral("Try again")))
                return each;
        }
        return nullptr;
    }

    [[nodiscard]] QString says() const {
        const auto* shown = button("thingsState");
        return shown ? shown->text() : QString();
    }

    FakeClock clock;
    Clipboard clipboard;
    models::UsersModel model;
    Page page;
};

} // namespace

class TestAppPatience : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void countsDownAndTriesAgain();
    void aPersonNeedNotWait();
    void withoutAWordOfHowLong();
    void threeTimesByItself();
    void otherFailuresWaitForAPerson_data();
    void otherFailuresWaitForAPerson();
    void aboveRowsThatAreThere();
    void whileAnotherPageIsShown();
    void ofNoListNothingIsSaid();
};

void TestAppPatience::countsDownAndTriesAgain() {
    Desk desk;
    desk.fail(ErrorKind::TooManyRequests, 90);
    const auto* panel = desk.page.findChild<StatePanel*>();
    QCOMPARE(panel->title(), QStringLiteral("The server asks for fewer requests."));
    QCOMPARE(panel->accessibleDescription(), QStringLiteral("It is tried again by itself."));
    QCOMPARE(desk.says(), QStringLiteral("Try again now (1:30)"));
    desk.clock.advance(48'000);
    QTRY_COMPARE(desk.says(), QStringLiteral("Try again now (0:42)"));
    QCOMPARE(desk.page.loads, 1);
    desk.clock.advance(42'000);
    QTRY_COMPARE(desk.page.loads, 2);
    QCOMPARE(panel->state(), StatePanel::State::Loading);
    desk.page.finishLoad(api::ListSummary{});
    QTRY_COMPARE(panel->state(), StatePanel::State::Empty);
}

void TestAppPatience::aPersonNeedNotWait() {
    Desk desk;
    desk.fail(ErrorKind::ServerBusy, 120);
    desk.button("thingsState")->click();
    QCOMPARE(desk.page.loads, 2);
    desk.clock.advance(200'000);
    QVERIFY(!desk.page.findChild<RetryCountdown*>()->isRunning()); // what was left of the wait is over
    QCoreApplication::processEvents();
    QCOMPARE(desk.page.loads, 2);
}

void TestAppPatience::withoutAWordOfHowLong() {
    Desk desk;
    desk.fail();
    QCOMPARE(desk.says(), QStringLiteral("Try again now (0:10)"));
}

void TestAppPatience::threeTimesByItself() {
    Desk desk;
    for (int time = 1; time <= 3; ++time) {
        desk.fail(ErrorKind::TooManyRequests, 1);
        desk.clock.advance(1'000);
        QTRY_COMPARE(desk.page.loads, time + 1);
    }
    desk.fail(ErrorKind::TooManyRequests, 1);
    QCOMPARE(desk.says(), QStringLiteral("Try again"));
    desk.button("thingsState")->click();
    QCOMPARE(desk.page.loads, 5);
    desk.page.finishLoad(api::ListSummary{});
    desk.page.refresh();
    desk.fail(ErrorKind::TooManyRequests, 7);
    QCOMPARE(desk.says(), QStringLiteral("Try again now (0:07)"));
}

void TestAppPatience::otherFailuresWaitForAPerson_data() {
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("lost") << ErrorKind::ConnectionLost;
    QTest::newRow("failed") << ErrorKind::ServerFailed;
    QTest::newRow("overloaded, without a word of how long") << ErrorKind::ServerBusy;
    QTest::newRow("signed out") << ErrorKind::SignInNeeded;
}

void TestAppPatience::otherFailuresWaitForAPerson() {
    QFETCH(ErrorKind, kind);
    Desk desk;
    desk.fail(kind);
    QCOMPARE(desk.says(), QStringLiteral("Try again"));
    QCOMPARE(desk.page.findChild<StatePanel*>()->accessibleDescription(), QStringLiteral("Wait a little."));
}

void TestAppPatience::aboveRowsThatAreThere() {
    Desk desk;
    desk.model.append(
        {User(UserId::fromUtf8("0c1d3a52-5e6f-4a7b-8c9d-0123456789ab"), {"ana", "ana@example.com", {}, {}})});
    desk.page.finishLoad(api::ListSummary{});
    QTRY_COMPARE(desk.model.shownCount(), 1);
    desk.page.refresh();
    desk.fail(ErrorKind::TooManyRequests, 30);
    auto* banner = desk.page.findChild<Banner*>();
    QVERIFY(banner->text().contains(QStringLiteral("What is shown is as of"))); // the rows stay
    QCOMPARE(desk.button("thingsBanner")->text(), QStringLiteral("Try again now (0:30)"));
    desk.clock.advance(10'000);
    QTRY_COMPARE(desk.button("thingsBanner")->text(), QStringLiteral("Try again now (0:20)"));
    banner->showMessage(Banner::Kind::Info, QStringLiteral("Something else."));
    banner->setActions(QStringLiteral("Look"));
    desk.clock.advance(20'000);
    QTRY_COMPARE(desk.page.loads, 3);
}

void TestAppPatience::whileAnotherPageIsShown() {
    Desk desk;
    desk.model.append(
        {User(UserId::fromUtf8("0c1d3a52-5e6f-4a7b-8c9d-0123456789ab"), {"ana", "ana@example.com", {}, {}})});
    desk.page.finishLoad(api::ListSummary{});
    QTRY_COMPARE(desk.model.shownCount(), 1);
    desk.page.hide();
    desk.page.refresh();
    desk.fail(ErrorKind::ConnectionLost);
    desk.page.show();
    QVERIFY(desk.button("thingsBanner")); // it waits there for whoever comes back
    desk.button("thingsBanner")->click();
    QCOMPARE(desk.page.loads, 3);
}

/// "visible to you" is said of a list, be it empty.
void TestAppPatience::ofNoListNothingIsSaid() {
    Desk desk;
    const auto* note = desk.page.findChild<QLabel*>(QStringLiteral("pageNote"));
    QCOMPARE(note->text(), QString()); // loading
    desk.fail(ErrorKind::NotAllowed);
    QCOMPARE(note->text(), QString());
    desk.page.refresh();
    desk.fail(ErrorKind::ServerFailed);
    QCOMPARE(note->text(), QString());
    desk.page.refresh();
    desk.page.finishLoad(api::ListSummary{});
    QTRY_COMPARE(note->text(), QStringLiteral("visible to you"));
}

QTEST_MAIN(TestAppPatience)
#include "tst_app_patience.moc"
