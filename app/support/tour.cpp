#include "support/tour.h"

#include "appcontroller.h"
#include "dialogs/signindialog.h"
#include "mainwindow.h"
#include "widgets/resourcetable.h"

#include <QAbstractButton>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QTextStream>

namespace wallaroo {
namespace {

constexpr int pollMs = 20;
constexpr int stepPatienceMs = 30'000;

template <typename Widget>
Widget* shown(const QWidget* window, const QString& objectName) {
    auto* widget = window ? window->findChild<Widget*>(objectName) : nullptr;
    return widget && widget->isVisible() ? widget : nullptr;
}

} // namespace

Tour::Tour(AppController& controller, QString folder, QObject* parent)
    : QObject(parent),
      m_controller(controller),
      m_folder(std::move(folder)) {
    m_poll.setInterval(pollMs);
    connect(&m_poll, &QTimer::timeout, this, &Tour::look);
}

void Tour::start() {
    if (!QDir().mkpath(m_folder)) {
        fail(tr("The folder %1 cannot be made.").arg(m_folder));
        return;
    }
    if (!m_controller.offersSandbox()) {
        fail(tr("There is no sandbox to sign in to: wallaroo-sandbox was not found beside this program, or the "
                "organisation's settings offer none."));
        return;
    }
    plan();
    m_whole.start();
    m_step.start();
    m_poll.start();
}

void Tour::plan() {
    m_steps.push_back({tr("The sign-in dialog is there"),
                       [this] { return shown<QAbstractButton>(m_controller.dialog(), QStringLiteral("trySandbox")); },
                       [this] {
                           savePicture(m_controller.dialog(), QStringLiteral("sign-in"));
                           shown<QAbstractButton>(m_controller.dialog(), QStringLiteral("trySandbox"))->click();
                       }});
    m_steps.push_back({tr("Signed in to the sandbox"),
                       [this] { return m_controller.window() && m_controller.window()->isVisible(); }, [] {}});
    planTable(QStringLiteral("users"), tr("Users"));
    planTable(QStringLiteral("workspaces"), tr("Workspaces"));
    planTokens();
}

void Tour::planTable(const QString& page, const QString& title) {
    const QString tableName = page + QStringLiteral("Table");
    m_steps.push_back(
        {tr("Opened %1").arg(title), [] { return true; }, [this, page] { m_controller.window()->openPage(page); }});
    m_steps.push_back({tr("%1 are loaded").arg(title),
                       [this, tableName] {
                           const auto* table = shown<ResourceTable>(m_controller.window(), tableName);
                           return table && table->tableModel()->phase() == models::TableModel::Phase::Loaded;
                       },
                       [this, tableName, title] {
                           const auto* table = shown<ResourceTable>(m_controller.window(), tableName);
                           say(tr("  %1: %2 rows, %3 shown")
                                   .arg(title)
                                   .arg(table->tableModel()->totalCount())
                                   .arg(table->tableModel()->shownCount()));
                       }});
    // A step of its own: the layout settles in the turns between.
    m_steps.push_back({tr("Took a picture of %1").arg(title), [] { return true; },
                       [this, page] { savePicture(m_controller.window(), page); }});
}

void Tour::planTokens() {
    m_steps.push_back({tr("Opened Tokens"), [] { return true; },
                       [this] { m_controller.window()->openPage(QStringLiteral("tokens")); }});
    const auto copyButton = [this] {
        return shown<QAbstractButton>(m_controller.window(), QStringLiteral("copyMlops"));
    };
    const auto inferenceButton = [this] {
        return shown<QAbstractButton>(m_controller.window(), QStringLiteral("revealInference"));
    };
    m_steps.push_back({tr("Both tokens are there"),
                       [copyButton, inferenceButton] {
                           return copyButton() && copyButton()->isEnabled() && inferenceButton()
                                  && inferenceButton()->isEnabled();
                       },
                       [copyButton] { copyButton()->click(); }});
    m_steps.push_back({tr("The MLOps token is on the clipboard"),
                       [this] { return shown<QWidget>(m_controller.window(), QStringLiteral("toast")); },
                       [this] { savePicture(m_controller.window(), QStringLiteral("tokens")); }});
}

void Tour::look() {
    if (m_steps.empty()) {
        m_poll.stop();
        say(tr("Done in %1 ms. The pictures lie in %2").arg(m_whole.elapsed()).arg(QDir(m_folder).absolutePath()));
        Q_EMIT finished(0);
        return;
    }
    const Step& step = m_steps.front();
    if (!step.isReady()) {
        if (m_step.elapsed() > stepPatienceMs)
            fail(tr("This did not happen within %1 s: %2\n%3").arg(stepPatienceMs / 1000).arg(step.what, screenText()));
        return;
    }
    const Step now = step;
    m_steps.pop_front();
    say(tr("%1 (%2 ms)").arg(now.what).arg(m_step.elapsed()));
    m_step.start();
    now.act();
}

void Tour::savePicture(QWidget* window, const QString& name) {
    const QString path = QDir(m_folder).filePath(name + QStringLiteral(".png"));
    if (!window || !window->grab().save(path, "PNG"))
        fail(tr("The picture %1 cannot be written.").arg(path));
    else
        say(tr("  picture %1").arg(path));
}

QString Tour::screenText() const {
    const QWidget* window =
        m_controller.dialog() ? static_cast<QWidget*>(m_controller.dialog()) : m_controller.window();
    QStringList texts;
    if (window) {
        for (const auto* label : window->findChildren<QLabel*>()) {
            if (label->isVisible() && !label->text().isEmpty())
                texts << label->text();
        }
    }
    return texts.join(QStringLiteral(" | "));
}

void Tour::say(const QString& line) const {
    QTextStream(stdout) << line << Qt::endl;
}

void Tour::fail(const QString& reason) {
    m_poll.stop();
    m_steps.clear();
    QTextStream(stderr) << reason << Qt::endl;
    Q_EMIT finished(1);
}

} // namespace wallaroo
