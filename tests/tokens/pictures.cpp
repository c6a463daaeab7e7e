// tokens_pictures FOLDER [dark]: pictures of the page Tokens in all its states, against the sandbox. Not a test: for
// people to look at. QT_SCALE_FACTOR=2 for 200 %.
#include "support/pictures.h"

#include "dialogs/commanddialog.h"
#include "dialogs/inferencesecretdialog.h"
#include "jose/signer.h"
#include "pages/tokenspage.h"
#include "secrets/memorystore.h"
#include "style/metrics.h"
#include "support/account.h"
#include "support/clipboard.h"
#include "support/copynotices.h"
#include "support/fakeclock.h"
#include "support/sandboxrun.h"
#include "widgets/secretfield.h"
#include "widgets/toast.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDateTime>
#include <QMenu>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

using namespace Qt::Literals::StringLiterals;
using namespace wallaroo;
using namespace wallaroo::test;
using session::State;

namespace {

constexpr int patienceMs = 30'000;

/// One signed-in account with its page, on a clock that is turned by hand.
class Desk {
public:
    Desk(const session::Profile& profile, QSize size)
        : clock(QDateTime::currentMSecsSinceEpoch()),
          account(profile, store, clock),
          clipboard(*QGuiApplication::clipboard(), clock),
          page(account, clipboard, &window),
          toast(clock, &window),
          notices(clipboard, toast) {
        account.session.setIdleLimit(0);
        auto* column = new QVBoxLayout(&window);
        column->setContentsMargins(0, 0, 0, 0);
        column->addWidget(&page);
        column->addWidget(&toast);
        window.resize(size);
        window.show();
        QObject::connect(&page, &TokensPage::noticed, &toast, [this](const QString& text) { toast.showText(text); });
    }

    void signIn(const SandboxRun& sandbox, const QString& secret) {
        session::Credentials credentials;
        credentials.username = sandbox.username;
        credentials.password = Secret(sandbox.password.toUtf8());
        credentials.clientSecret = Secret(secret.toUtf8());
        account.session.signIn(std::move(credentials));
    }

    [[nodiscard]] bool isSignedIn() const { return account.session.state() == State::SignedIn; }

    template <typename Widget>
    Widget* part(const QString& name) {
        auto* found = window.findChild<Widget*>(name);
        require(found);
        return found;
    }

    void settle() {
        page.tick();
        QTest::qWait(150);
    }

    FakeClock clock;
    secrets::MemoryStore store;
    Account account;
    QWidget window;
    Clipboard clipboard;
    TokensPage page;
    Toast toast;
    CopyNotices notices;
};

class Photographer {
public:
    explicit Photographer(Album album) : m_album(std::move(album)) {
        m_album.prefix = u"tokens-"_s;
        require(m_sandbox->isReady());
    }

    void all() {
        underWay();
        first();
        shortLived();
        withoutSecret();
        pasted();
        failed(); // ends the sandbox
    }

private:
    [[nodiscard]] session::Profile profile() const {
        auto made = session::Profile::make();
        made.name = u"staging"_s;
        made.instance = *Instance::fromTyped(m_sandbox->address.toString());
        made.clientId = m_sandbox->client;
        made.username = m_sandbox->username;
        made.remember = false;
        return made;
    }

    [[nodiscard]] QSize usualSize() const { return {1000, 800}; }

    void underWay() {
        auto usual = std::exchange(
            m_sandbox, std::make_unique<SandboxRun>(QStringList{u"--users"_s, u"12"_s, u"--latency"_s, u"2000"_s}));
        require(m_sandbox->isReady());
        Desk desk(profile(), usualSize());
        desk.signIn(*m_sandbox, m_sandbox->secret);
        desk.settle();
        grab(desk.window, u"loading"_s);
        m_sandbox = std::move(usual);
    }

    void first() {
        Desk desk(profile(), usualSize());
        desk.settle();
        grab(desk.window, u"empty"_s);
        desk.signIn(*m_sandbox, m_sandbox->secret);
        require(QTest::qWaitFor([&] { return desk.isSignedIn(); }, patienceMs));
        desk.account.session.fetchInferenceToken();
        require(QTest::qWaitFor([&] { return desk.account.session.inferenceToken().has_value(); }, patienceMs));
        QTest::qWait(300);
        desk.settle();
        grab(desk.window, u"full"_s);
        desk.part<QAbstractButton>(u"copyMlops"_s)->click();
        desk.settle();
        grab(desk.window, u"toast"_s);
        desk.clipboard.clearSecret();
        menu(desk, u"copyAsMlops"_s, u"menu-mlops"_s);
        menu(desk, u"copyAsInference"_s, u"menu-inference"_s);
        auto* narrow = &desk.window;
        narrow->resize(560, 800);
        desk.settle();
        grab(*narrow, u"narrow"_s);
        narrow->resize(usualSize());
        auto* raw = desk.part<QWidget>(u"inspector"_s)->findChild<QAbstractButton*>();
        for (auto* button : desk.part<QWidget>(u"inspector"_s)->findChildren<QAbstractButton*>()) {
            if (button->isCheckable() && button->text().contains("JSON"_L1))
                raw = button;
        }
        raw->click();
        desk.settle();
        scrollDown(desk);
        grab(desk.window, u"raw"_s);
        dialogs(desk);
        desk.clock.advance(2 * 3'600'000);
        desk.settle();
        scrollDown(desk);
        desk.page.tick();
        grab(desk.window, u"expired-inside"_s);
        desk.window.findChild<QScrollArea*>()->verticalScrollBar()->setValue(0);
        grab(desk.window, u"expired"_s);
    }

    void menu(Desk& desk, const QString& button, const QString& name) {
        auto* menu = desk.part<QToolButton>(button)->menu();
        menu->popup(desk.window.mapToGlobal(QPoint(300, 100)));
        QTest::qWait(100);
        grab(*menu, name);
        for (QAction* action : menu->actions()) {
            if (!action->menu())
                continue;
            action->menu()->popup(desk.window.mapToGlobal(QPoint(500, 200)));
            QTest::qWait(100);
            grab(*action->menu(), name + u"-requests"_s);
            action->menu()->close();
        }
        menu->close();
    }

    void dialogs(Desk& desk) {
        CommandDialog call(desk.account.session.profile().instance, false, &desk.window);
        call.open();
        call.findChild<QAbstractButton*>(u"tokenInside"_s)->click();
        QTest::qWait(100);
        grab(call, u"call"_s);
        CommandDialog inference(desk.account.session.profile().instance, true, &desk.window);
        inference.open();
        inference.findChild<QLineEdit*>(u"inferenceAddress"_s)->setText(u"http://pipeline.example.com/infer"_s);
        QTest::qWait(100);
        grab(inference, u"call-refused"_s);
        InferenceSecretDialog secret(u"api-client"_s, &desk.window);
        secret.open();
        QTest::qWait(100);
        grab(secret, u"secret"_s);
    }

    void shortLived() {
        auto made = profile();
        made.clientId = u"sdk-client"_s;
        made.inferenceClientId = u"api-client"_s;
        Desk desk(made, usualSize());
        desk.signIn(*m_sandbox, {});
        require(QTest::qWaitFor([&] { return desk.isSignedIn(); }, patienceMs));
        desk.settle();
        grab(desk.window, u"short-lived"_s);
        desk.part<QAbstractButton>(u"copyMlops"_s)->click();
        desk.settle();
        grab(desk.window, u"short-lived-toast"_s);
    }

    void withoutSecret() {
        auto made = profile();
        made.inferenceClientId = u"inference-client"_s;
        Desk desk(made, usualSize());
        desk.signIn(*m_sandbox, m_sandbox->secret);
        require(QTest::qWaitFor([&] { return desk.isSignedIn(); }, patienceMs));
        desk.settle();
        grab(desk.window, u"without-secret"_s);
        desk.account.session.fetchInferenceToken(Secret("wrong"));
        QTest::qWait(800);
        desk.settle();
        grab(desk.window, u"wrong-secret"_s);
    }

    void pasted() {
        Desk desk(profile(), usualSize());
        desk.signIn(*m_sandbox, m_sandbox->secret);
        require(QTest::qWaitFor([&] { return desk.isSignedIn(); }, patienceMs));
        desk.settle();
        auto* which = desk.part<QComboBox>(u"inspected"_s);
        which->setCurrentIndex(which->count() - 1);
        desk.settle();
        grab(desk.window, u"paste"_s);
        const Signer realm("key-1");
        const QByteArray claims =
            "{\"iss\":\"https://other.example/auth/realms/master\",\"sub\":\"5d1f\",\"sub\":\"1\","
            "\"preferred_username\":\"admin\\u202Egro\",\"email\":7,\"exp\":9e9,\"iat\":9e8,"
            "\"scope\":\"<b>bold</b> <img src='file:///x'>\"}";
        const auto part = [](const QByteArray& json) { return base64Url(json); };
        QByteArray roles;
        for (int i = 0; i < 80; ++i)
            roles += (i ? ",\"team-" : "\"team-") + QByteArray::number(i) + "-with-a-long-name\"";
        const QList<std::pair<QString, QByteArray>> tokens{
            {u"none"_s, part("{\"alg\":\"none\"}") + '.' + part(claims) + '.'},
            {u"hs256"_s, part("{\"alg\":\"HS256\",\"kid\":\"key-1\"}") + '.' + part(claims) + ".c2ln"},
            {u"foreign"_s, realm.token(claims)},
            {u"many-roles"_s, realm.token("{\"realm_access\":{\"roles\":[" + roles + "]},\"exp\":4000000000}")},
            {u"cut"_s, realm.token(claims).chopped(400)},
            {u"no-token"_s, "hello"},
            {u"huge"_s,
             part("{\"alg\":\"RS256\"}") + '.' + part("{\"a\":\"" + QByteArray(1 << 20, 'x') + "\"}") + ".x"},
        };
        auto* field = desk.part<SecretField>(u"pastedToken"_s);
        for (const auto& [name, token] : tokens) {
            field->wipeContents();
            field->setFocus();
            QGuiApplication::clipboard()->setText(QString::fromUtf8(token));
            QElapsedTimer timer;
            timer.start();
            QTest::keySequence(field, QKeySequence::Paste);
            QApplication::processEvents();
            qInfo("%s: %lld ms", qPrintable(name), timer.elapsed());
            QTest::qWait(300);
            desk.settle();
            scrollDown(desk);
            grab(desk.window, u"inside-"_s + name);
        }
    }

    void failed() {
        Desk desk(profile(), usualSize());
        desk.signIn(*m_sandbox, m_sandbox->secret);
        require(QTest::qWaitFor([&] { return desk.isSignedIn(); }, patienceMs));
        m_sandbox.reset();
        desk.part<QAbstractButton>(u"renewMlops"_s)->click();
        desk.part<QAbstractButton>(u"renewInference"_s)->click();
        QTest::qWait(5000);
        desk.settle();
        grab(desk.window, u"failed"_s);
    }

    static void scrollDown(Desk& desk) {
        auto* bar = desk.window.findChild<QScrollArea*>()->verticalScrollBar();
        bar->setValue(bar->maximum());
        QTest::qWait(50);
    }

    void grab(QWidget& widget, const QString& name) { m_album.keep(widget, name); }

    Album m_album;
    std::unique_ptr<SandboxRun> m_sandbox = std::make_unique<SandboxRun>(QStringList{u"--users"_s, u"12"_s});
};

} // namespace

int main(int argc, char** argv) {
    return takePictures(argc, argv, [](const Album& album) { Photographer(album).all(); });
}
