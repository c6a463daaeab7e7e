#include "pages/workspacespage.h"

#include "pages/interruptedruns.h"
#include "pages/memberfailures.h"
#include "pages/membershipdesk.h"
#include "pages/membershipsheet.h"
#include "pages/tableexport.h"
#include "pages/workspacedetails.h"
#include "support/account.h"
#include "support/clipboard.h"
#include "support/windowparts.h"
#include "widgets/announce.h"
#include "widgets/banner.h"
#include "widgets/detailspanel.h"
#include "widgets/filterchoice.h"
#include "widgets/pagehead.h"
#include "widgets/resourcetable.h"
#include "widgets/resultslist.h"

#include <QCheckBox>
#include <QLayout>
#include <QScrollBar>

namespace wallaroo {
namespace {

using Facet = models::WorkspacesModel::Facet;

constexpr int sightSettlesMs = 60;

QString keyOf(Facet facet) {
    return QString::number(static_cast<int>(facet));
}

} // namespace

WorkspacesPage::WorkspacesPage(Account& account, const WindowParts& parts, QWidget* parent)
    : ResourcePage(account.workspaces, parts.clipboard, account.session.clock(),
                   {QStringLiteral("workspaces"), tr("Workspaces"), tr("Filter workspaces"),
                    tr("Name, owner… or name:word"), tr("Loading workspaces…"), tr("No workspaces yet"),
                    tr("No workspace matches “%1”"), [](int n) { return tr("%Ln workspaces", nullptr, n); }},
                   parent),
      m_account(account),
      m_clipboard(parts.clipboard),
      m_workspaces(account.workspaces),
      m_defaults(new QCheckBox(this)),
      m_archived(new QCheckBox(this)),
      m_facet(new FilterChoice(tr("Which"), this)),
      m_export(new TableExport(
          table(), account, parts, words().id, [this](int rows) { return described(rows); }, this)),
      m_panel(new DetailsPanel(this)),
      m_results(new ResultsList(this)),
      m_desk(new MembershipDesk(account, parts, *m_results, this)),
      m_details(new WorkspaceDetails(*m_panel, account, *m_desk, this)),
      m_interruptedBanner(new Banner(this)),
      m_interrupted(new InterruptedRuns(
          *m_interruptedBanner, membershipTitle, [this](const auto& found) { return m_desk->takeUp(found); }, this)) {
    buildFilters();
    buildActs();
    watchSight();
    m_panel->hide();
    m_results->hide();
    m_interruptedBanner->setObjectName(QStringLiteral("interruptedMemberships"));
    addAboveTable(m_interruptedBanner);
    auto* unread = new Banner(this); // of its own: the page's own is the list's, and fetches that again
    unread->setObjectName(QStringLiteral("workspacesMembersUnread"));
    addAboveTable(unread);
    m_memberFailures = new MemberFailures(account.accessFeed, *unread, this);
    setSidePanel(m_panel);
    connect(m_panel, &DetailsPanel::textCopyRequested, this, [this](const QString& text) {
        m_clipboard.copyText(text + m_details->membersText());
        announce(this, tr("Details copied"));
    });
    addInsteadOfTable(m_results);
    updateSwitches();
    const auto updateNote = [this] { head().setNote(m_account.seesEverything() ? QString() : tr("visible to you")); };
    connect(this, &ResourcePage::refreshed, this, updateNote);
    connect(&m_account.accessFeed, &AccessFeed::finished, this, updateNote);
}

WorkspacesPage::~WorkspacesPage() = default;

void WorkspacesPage::buildFilters() {
    m_facet->setObjectName(QStringLiteral("workspacesFacet"));
    m_facet->setChoices({{keyOf(Facet::Mine), tr("mine")},
                         {keyOf(Facet::WithoutActiveOwner), tr("without an active owner"), true},
                         {keyOf(Facet::SoleOwner), tr("with a sole active owner")},
                         {keyOf(Facet::Empty), tr("without models and pipelines")},
                         {keyOf(Facet::DuplicateName), tr("of one name")}});
    m_defaults->setObjectName(QStringLiteral("showDefaultWorkspaces"));
    m_archived->setObjectName(QStringLiteral("showArchivedWorkspaces"));
    m_defaults->setToolTip(tr("Each person has a default workspace, made by the platform"));
    filterRow().addWidget(m_facet);
    filterRow().addWidget(m_defaults);
    filterRow().addWidget(m_archived);
    connect(m_facet, &FilterChoice::chosen, this, &WorkspacesPage::chooseFacet);
    connect(m_defaults, &QCheckBox::toggled, this, [this](bool on) {
        m_workspaces.setShowDefault(on);
        choicesChanged();
    });
    connect(m_archived, &QCheckBox::toggled, this, [this](bool on) {
        m_workspaces.setShowArchived(on);
        choicesChanged();
    });
    connect(&m_workspaces, &models::TableModel::countsChanged, this, &WorkspacesPage::updateSwitches);
}

int WorkspacesPage::offerInterrupted() {
    return m_desk->mayAct()
               ? m_interrupted->look(m_account.membershipRunFolder(), m_desk->instanceId(), m_account.actorName())
               : 0;
}

/// Members are asked for as far as they are seen, at first.
void WorkspacesPage::watchSight() {
    m_sightSoon.setSingleShot(true);
    m_sightSoon.setInterval(sightSettlesMs);
    const auto soon = [this] { m_sightSoon.start(); };
    connect(&m_sightSoon, &QTimer::timeout, this, &WorkspacesPage::lookAtSight);
    connect(table().verticalScrollBar(), &QAbstractSlider::valueChanged, this, soon);
    connect(&m_workspaces, &models::TableModel::reindexed, this, soon);
    connect(&m_workspaces, &models::TableModel::phaseChanged, this, soon);
}

void WorkspacesPage::lookAtSight() {
    if (!isVisible())
        return;
    const int first = std::max(0, table().rowAt(0));
    int last = table().rowAt(table().viewport()->height() - 1);
    last = last < 0 ? m_workspaces.shownCount() - 1 : last;
    std::vector<WorkspaceId> ids;
    for (int row = first; row <= last; ++row)
        ids.push_back(m_workspaces.workspaceAt(row).id);
    m_account.accessFeed.lookAt(ids);
}

http::Handle WorkspacesPage::startLoad() {
    m_memberFailures->expectAnswer();
    return m_account.workspacesApi.list(
        this, [this](std::vector<Workspace> rows) { m_workspaces.append(std::move(rows)); },
        [this](const Result<api::ListSummary>& result) {
            if (result)
                m_account.accessFeed.setUnreadableWorkspaces(result->unreadable);
            finishLoad(result);
        });
}

void WorkspacesPage::updateSwitches() {
    const auto show = [](QCheckBox* box, const QString& text, int count) {
        box->setText(text);
        box->setAccessibleName(text);
        box->setVisible(count > 0 || box->isChecked());
    };
    const int defaults = m_workspaces.defaultCount();
    const int archived = m_workspaces.archivedCount();
    show(m_defaults, tr("Default workspaces (%L1)").arg(defaults), defaults);
    show(m_archived, tr("Archived (%L1)").arg(archived), archived);
}

void WorkspacesPage::chooseFacet(const QString& key) {
    const auto facet = static_cast<Facet>(key.toInt());
    if (models::WorkspacesModel::needsMembers(facet))
        m_account.accessFeed.wantAll();
    m_workspaces.setFacet(facet);
    choicesChanged();
}

QString WorkspacesPage::hiddenReason() const {
    if (const int notKnown = m_workspaces.facetNotKnown(); notKnown > 0)
        return tr("None as far as is known: not known for %Ln workspaces", nullptr, notKnown);
    if (m_workspaces.facet() != Facet::All)
        return tr("No workspace is like that");
    if (m_defaults->isChecked() && m_archived->isChecked())
        return {};
    return tr("Only default or archived workspaces are here", "all rows are hidden by the two switches");
}

void WorkspacesPage::showHidden() {
    if (m_workspaces.facet() != Facet::All)
        return clearChoices();
    m_defaults->setChecked(true);
    m_archived->setChecked(true);
}

QString WorkspacesPage::choices() const {
    QStringList shown;
    for (const auto* box : {m_defaults, m_archived}) {
        if (box->isChecked())
            shown << box->objectName();
    }
    return shown.join(u' ');
}

/// Not what is chosen under "Which": some of it wants the members of each workspace to be asked for.
void WorkspacesPage::restoreChoices(const QString& choices) {
    const QStringList shown = choices.split(u' ');
    for (auto* box : {m_defaults, m_archived})
        box->setChecked(shown.contains(box->objectName()));
    m_workspaces.setShowDefault(m_defaults->isChecked());
    m_workspaces.setShowArchived(m_archived->isChecked());
    clearChoices();
    updateSwitches();
}

bool WorkspacesPage::hasChoices() const {
    return m_workspaces.facet() != Facet::All;
}

void WorkspacesPage::clearChoices() {
    m_facet->setCurrent({});
    m_workspaces.setFacet(Facet::All);
    choicesChanged();
}

} // namespace wallaroo
