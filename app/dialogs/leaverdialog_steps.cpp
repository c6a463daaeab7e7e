#include "base/displaytext.h"
#include "dialogs/dialogparts.h"
#include "dialogs/leaverdialog.h"
#include "exchange/csv.h"
#include "models/celltext.h"
#include "pages/useracts.h"
#include "style/icons.h"
#include "style/look.h"
#include "style/metrics.h"
#include "support/account.h"
#include "support/prompts.h"
#include "support/windowparts.h"
#include "widgets/announce.h"
#include "widgets/resultsmodel.h"

#include <QCheckBox>
#include <QDateTime>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QStackedLayout>
#include <QTreeWidget>

// Each step as it is done, and the report.

namespace wallaroo {
namespace {

struct Shown {
    QString word;
    QString icon;
    Tint tint;
};

Shown shownState(const LeaverWork::Line& line) {
    if (line.isDoubtful)
        return {ResultsModel::word(RowOutcome::Warning), QStringLiteral("warning"), Tint::Warning};
    switch (line.state) {
    case runs::State::Done:
        return {LeaverDialog::tr("done"), QStringLiteral("check-circle"), Tint::Good};
    case runs::State::Failed:
        return {LeaverDialog::tr("failed"), QStringLiteral("error"), Tint::Danger};
    case runs::State::Unknown:
        return {LeaverDialog::tr("unknown"), QStringLiteral("warning"), Tint::Warning};
    case runs::State::NotSent:
        return {LeaverDialog::tr("not sent"), QStringLiteral("clock"), Tint::SecondaryText};
    case runs::State::LeftOut:
        return {LeaverDialog::tr("left out"), QStringLiteral("info"), Tint::SecondaryText};
    case runs::State::Waiting:
    case runs::State::Running:
        break;
    }
    return {LeaverDialog::tr("under way"), QStringLiteral("clock"), Tint::SecondaryText};
}

} // namespace

QWidget* LeaverDialog::makeSteps() {
    const Metrics metrics(this);
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics.px(10));
    m_steps = rowList(tr("Results"), {tr("Step"), tr("Outcome"), tr("Read back")}, page);
    m_steps->setObjectName(QStringLiteral("leaverSteps"));
    shareColumns(*m_steps, {68, 20, 32}, 1);
    column->addWidget(m_steps, 1);
    auto* hint =
        paragraph(tr("If this person knew the secret of %1, inference tokens can still be made with it. Change it in "
                     "Keycloak.")
                      .arg(displayText(m_account.session.profile().inferenceClient(), 60)),
                  page);
    m_open = quietButton(tr("&Open in Keycloak"), "leaverOpen", page);
    m_open->setAccessibleDescription(tr("The client's page in Keycloak"));
    auto* hintLine = new QHBoxLayout;
    hintLine->addWidget(hint, 1);
    hintLine->addWidget(m_open);
    column->addLayout(hintLine);
    m_saved = paragraph({}, page);
    m_saved->setObjectName(QStringLiteral("leaverSaved"));
    setTextTint(m_saved, Tint::SecondaryText);
    column->addWidget(m_saved);
    m_stop = quietButton(tr("&Stop"), "leaverStop", page);
    m_again = quietButton(tr("&Try again"), "leaverAgain", page);
    m_again->setAccessibleDescription(tr("Sends what failed or was not sent, and reads back what is unknown"));
    m_again->hide();
    m_report = quietButton(tr("Save &report…"), "leaverReport", page);
    auto* done = quietButton(tr("&Close"), "leaverClose", page);
    connect(m_open, &QPushButton::clicked, this, &LeaverDialog::openClient);
    connect(m_stop, &QPushButton::clicked, &m_work, &LeaverWork::stop);
    connect(m_again, &QPushButton::clicked, this, &LeaverDialog::again);
    connect(m_report, &QPushButton::clicked, this, &LeaverDialog::saveReport);
    connect(done, &QPushButton::clicked, this, &LeaverDialog::reject);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_stop);
    buttons->addWidget(m_again);
    buttons->addWidget(m_report);
    buttons->addWidget(done);
    column->addLayout(buttons);
    return page;
}

void LeaverDialog::begin() {
    m_stack->setCurrentIndex(1);
    m_report->setEnabled(false);
    m_stop->setFocus();
    announce(this, tr("Removing access"));
    const auto accounts = chosen();
    if (!nameToType().isEmpty()) // and it was typed
        m_account.noteNameTyped(accounts.front().id());
    m_work.start(accounts, m_acts.guard(), wishes());
    if (const auto& error = m_work.journalError())
        m_saved->setText(
            tr("These steps are not noted, and would not be found after a crash: %1").arg(error->sentence));
}

void LeaverDialog::again() {
    m_again->hide();
    m_stop->show();
    m_stop->setFocus();
    m_report->setEnabled(false);
    m_work.tryAgain();
}

void LeaverDialog::ended() {
    m_report->setEnabled(true);
    m_report->setFocus();
    m_stop->hide();
    m_again->setVisible(m_work.isIncomplete());
    announce(this, m_work.isIncomplete() ? tr("Not all steps are done. Save the report, or try again.")
                   : m_work.isDoubtful() ? tr("All steps are over, but not each change is seen. Save the report.")
                                         : tr("All steps are over. Save the report."));
}

void LeaverDialog::showSteps() {
    const auto lines = m_work.lines();
    for (int row = 0; row < lines.size(); ++row) {
        auto* item = m_steps->topLevelItem(row);
        if (!item)
            item = new QTreeWidgetItem(m_steps); // the list owns it
        const Shown shown = shownState(lines[row]);
        item->setText(0, lines[row].text);
        item->setToolTip(0, models::literalToolTip(lines[row].text));
        item->setText(1, shown.word);
        item->setIcon(1, icon(shown.icon, shown.tint));
        item->setText(2, displayText(lines[row].found));
        item->setToolTip(2, models::literalToolTip(item->text(2)));
    }
}

void LeaverDialog::saveReport() {
    const auto now = QDateTime::fromMSecsSinceEpoch(m_account.session.clock().wallMs()).toUTC();
    const QString name =
        QStringLiteral("removed-access-") + now.toString(QStringLiteral("yyyy-MM-dd-HHmm")) + QStringLiteral(".txt");
    m_parts.prompts.chooseNewFile(
        this, tr("Save report"), name, tr("Text (*.txt);;JSON (*.json)"), this, [this](const QString& path) {
            const bool asJson = path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
            const auto saved =
                exchange::writePrivately(path, asJson ? m_work.reportJson() : m_work.reportText().toUtf8());
            m_saved->setText(saved ? tr("Report saved as %1").arg(path)
                                   : saved.error().sentence + u' ' + saved.error().advice);
            announce(this, m_saved->text());
        });
}

/// The page of the client where it can be named, else the list of clients.
void LeaverDialog::openClient() {
    const auto& profile = m_account.session.profile();
    m_open->setEnabled(false);
    m_account.keycloakApi.clientId(
        profile.inferenceClient(), this,
        [this, list = profile.instance.clientsConsole()](const Result<std::optional<QString>>& id) {
            m_open->setEnabled(true);
            const bool isKnown = id && *id && !(*id)->isEmpty();
            m_parts.prompts.openAddress(isKnown ? QUrl(list.toString() + u'/' + **id + QStringLiteral("/credentials"))
                                                : list);
        });
}

void LeaverDialog::reject() {
    if (m_work.isStarted() && !m_work.isOver())
        m_work.stop(); // what was sent is told; the dialog stays to show it
    else
        QDialog::reject();
}

void LeaverDialog::keyPressEvent(QKeyEvent* event) {
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && event->modifiers().testFlag(Qt::ControlModifier)) {
        if (!m_work.isStarted())
            m_act->click();
    } else if (!isEnter) {
        QDialog::keyPressEvent(event);
    } else if (auto* focused = qobject_cast<QPushButton*>(focusWidget()); focused && focused != m_act) {
        focused->click();
    }
}

} // namespace wallaroo
