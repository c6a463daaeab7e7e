#include "pages/accesspage.h"

#include "pages/memberfailures.h"
#include "pages/membershipdesk.h"
#include "style/look.h"
#include "style/metrics.h"
#include "support/account.h"
#include "support/windowparts.h"
#include "widgets/accesslegend.h"
#include "widgets/accessview.h"
#include "widgets/announce.h"
#include "widgets/banner.h"
#include "widgets/breakinglabel.h"
#include "widgets/filterchoice.h"
#include "widgets/filterfield.h"
#include "widgets/pagehead.h"
#include "widgets/resultslist.h"
#include "widgets/statepanel.h"
#include "widgets/taborder.h"
#include "widgets/wraplayout.h"

#include <QCheckBox>
#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QShowEvent>
#include <QStackedLayout>

namespace wallaroo {
namespace {

using models::AccessModel;
using models::TableModel;
using PeopleKind = AccessModel::PeopleKind;
using WorkspaceKind = AccessModel::WorkspaceKind;

constexpr int soonMs = 150;
constexpr int fieldChars = 26;
constexpr int goToChars = 34;
constexpr int rowsForAll = 12; ///< of the page's height, from which what stands round the matrix has room, too

QString keyOf(int kind) {
    return kind == 0 ? QString() : QString::number(kind);
}

} // namespace

AccessPage::AccessPage(Account& account, const WindowParts& parts, QWidget* parent)
    : QWidget(parent),
      m_account(account),
      m_parts(parts),
      m_model(account.access),
      m_head(new PageHead(tr("Access"), this)),
      m_export(new QPushButton(tr("Export"), this)),
      m_banner(new Banner(this)),
      m_findings(new FindingsBar(this)),
      m_peopleFilter(new FilterField(tr("Filter people"), this)),
      m_workspaceFilter(new FilterField(tr("Filter workspaces"), this)),
      m_peopleKind(new FilterChoice(tr("People"), this)),
      m_workspaceKind(new FilterChoice(tr("Workspaces"), this)),
      m_defaults(new QCheckBox(tr("Default workspaces"), this)),
      m_archived(new QCheckBox(tr("Archived"), this)),
      m_legend(new AccessLegend(this)),
      m_count(new QLabel(this)),
      m_foot(new QWidget(this)),
      m_current(new BreakingLabel(m_foot)), // two hostile names do not widen the window
      m_goTo(new QLineEdit(m_foot)),
      m_screens(new QStackedLayout),
      m_view(new AccessView(this)),
      m_panel(new StatePanel(this)),
      m_results(new ResultsList(this)),
      m_desk(new MembershipDesk(account, parts, *m_results, this)) {
    setObjectName(QStringLiteral("accessPage"));
    m_banner->setObjectName(QStringLiteral("accessBanner"));
    const Metrics metrics(this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics.px(20), metrics.px(16), metrics.px(20), metrics.px(14));
    column->setSpacing(metrics.px(11));
    m_head->refreshButton()->setObjectName(QStringLiteral("accessRefresh"));
    m_export->setObjectName(QStringLiteral("accessExport"));
    auto* forms = new QMenu(m_export);
    forms->addAction(tr("Matrix as CSV…"), this, [this] { exportTo(false); });
    forms->addAction(tr("One line per membership as CSV…"), this, [this] { exportTo(true); });
    m_export->setMenu(forms);
    m_head->addButton(m_export);
    column->addWidget(m_head);
    column->addWidget(m_banner);
    auto* putBack = new Banner(this);
    putBack->setObjectName(QStringLiteral("accessPutBack"));
    m_desk->setPutBackBanner(*putBack);
    column->addWidget(putBack);
    column->addWidget(m_findings);
    column->addWidget(buildFilters());
    m_view->setObjectName(QStringLiteral("accessTable"));
    m_view->setAccessibleName(tr("Access"));
    m_view->setAccessModel(&m_model);
    m_panel->setObjectName(QStringLiteral("accessState"));
    m_screens->addWidget(m_view);
    m_screens->addWidget(m_panel);
    column->addLayout(m_screens, 1);
    buildFoot(*column);
    m_soon.setSingleShot(true);
    m_soon.setInterval(soonMs);
    m_model.setWatched(false); // until it is on screen
    watch();
    showState();
    showFindings();
    showCounts();
}

AccessPage::~AccessPage() = default;

QWidget* AccessPage::buildFilters() {
    auto* line = new QWidget(this);
    auto* row = new WrapLayout(Metrics(this).px(8), line);
    m_peopleFilter->setObjectName(QStringLiteral("accessPeopleFilter"));
    m_peopleFilter->setPlaceholderText(tr("People"));
    m_workspaceFilter->setObjectName(QStringLiteral("accessWorkspaceFilter"));
    m_workspaceFilter->setPlaceholderText(tr("Workspaces"));
    for (FilterField* field : {m_peopleFilter, m_workspaceFilter}) {
        field->setMinimumWidth(fontMetrics().averageCharWidth() * fieldChars);
        connect(field, &FilterField::rowsRequested, this, [this] { m_view->setFocus(Qt::TabFocusReason); });
    }
    m_peopleKind->setObjectName(QStringLiteral("accessPeopleKind"));
    m_peopleKind->setChoices({{keyOf(static_cast<int>(PeopleKind::WithAccess)), tr("with access to what is shown")},
                              {keyOf(static_cast<int>(PeopleKind::Inactive)), tr("inactive")},
                              {keyOf(static_cast<int>(PeopleKind::InactiveWithAccess)), tr("inactive, with access")},
                              {keyOf(static_cast<int>(PeopleKind::WithoutAccess)), tr("with access to nothing")}});
    m_workspaceKind->setObjectName(QStringLiteral("accessWorkspaceKind"));
    m_workspaceKind->setChoices(
        {{keyOf(static_cast<int>(WorkspaceKind::WithoutActiveOwner)), tr("without an active owner")},
         {keyOf(static_cast<int>(WorkspaceKind::SoleOwner)), tr("with a sole active owner")},
         {keyOf(static_cast<int>(WorkspaceKind::Empty)), tr("without members")}});
    m_defaults->setToolTip(tr("Each person has a default workspace, made by the platform"));
    setTextTint(m_count, Tint::SecondaryText);
    m_count->setObjectName(QStringLiteral("accessCount"));
    m_count->setTextFormat(Qt::PlainText);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_peopleFilter, m_peopleKind, m_workspaceFilter,
                                                           m_workspaceKind, m_defaults, m_archived, m_legend})
        row->addWidget(widget);
    row->addTail(m_count);
    return line;
}

void AccessPage::buildFoot(QVBoxLayout& column) {
    auto* row = new QHBoxLayout(m_foot);
    row->setContentsMargins({});
    m_current->setObjectName(QStringLiteral("accessCurrent"));
    m_current->setTextFormat(Qt::PlainText);
    m_goTo->setObjectName(QStringLiteral("accessGoTo"));
    m_goTo->setAccessibleName(tr("Go to a person or workspace"));
    m_goTo->setPlaceholderText(tr("Go to a person or workspace"));
    m_goTo->setMinimumWidth(fontMetrics().averageCharWidth() * goToChars);
    m_goTo->setMaximumWidth(fontMetrics().averageCharWidth() * goToChars * 2);
    row->addWidget(m_current, 1);
    row->addWidget(m_goTo);
    column.addWidget(m_foot);
    m_results->hide();
    column.addWidget(m_results);
}

void AccessPage::watch() {
    connect(m_head, &PageHead::refreshRequested, this, &AccessPage::refresh);
    connect(m_peopleFilter, &QLineEdit::textChanged, &m_model, &AccessModel::setPeopleFilter);
    connect(m_workspaceFilter, &QLineEdit::textChanged, &m_model, &AccessModel::setWorkspaceFilter);
    connect(m_peopleKind, &FilterChoice::chosen, this,
            [this](const QString& key) { m_model.setPeopleKind(static_cast<PeopleKind>(key.toInt())); });
    connect(m_workspaceKind, &FilterChoice::chosen, this,
            [this](const QString& key) { m_model.setWorkspaceKind(static_cast<WorkspaceKind>(key.toInt())); });
    connect(m_defaults, &QCheckBox::toggled, this, [this](bool on) {
        m_model.setShowDefault(on);
        if (on)
            m_account.accessFeed.wantDefaults();
    });
    connect(m_archived, &QCheckBox::toggled, &m_model, &AccessModel::setShowArchived);
    connect(m_goTo, &QLineEdit::returnPressed, this, [this] { goTo(m_goTo->text()); });
    connect(m_findings, &FindingsBar::chosen, this, &AccessPage::choose);
    connect(m_view, &AccessView::sightChanged, this,
            [this] { m_account.accessFeed.lookAt(m_view->workspacesInSight()); });
    connect(m_view, &AccessView::currentCellChanged, this, &AccessPage::showCurrent);
    connect(m_view, &AccessView::blockMenuRequested, this, [this](QMenu* menu) { fillMenu(*menu); });
    connect(m_desk, &MembershipDesk::failed, m_banner, qOverload<const Error&>(&Banner::show));
    connect(m_panel, &StatePanel::retryRequested, this, &AccessPage::refresh);
    connect(m_panel, &StatePanel::otherAccountRequested, this, &AccessPage::otherAccountRequested);
    connect(m_panel, &StatePanel::actionRequested, this, &AccessPage::clearFilters);
    for (Banner* banner : findChildren<Banner*>())
        connect(banner, &Banner::focusLeft, this, &AccessPage::focusMatrix);
    watchFeed();
}

void AccessPage::watchFeed() {
    const auto soon = [this] {
        if (!m_soon.isActive())
            m_soon.start();
    };
    connect(&m_model, &AccessModel::arranged, this, &AccessPage::showState);
    connect(&m_model, &AccessModel::arranged, this, soon);
    connect(&m_account.accessFeed, &AccessFeed::progressed, this, soon);
    connect(&m_account.users, &TableModel::phaseChanged, this, soon);
    connect(&m_account.workspaces, &TableModel::phaseChanged, this, soon);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        learnRights();
        showState();
        showFindings();
        showCounts();
        showCurrent();
    });
    connect(&m_account.accessFeed, &AccessFeed::finished, this, [this] {
        m_completeAt = m_account.session.clock().wallMs();
        m_soon.start();
        announceSeen(this, tr("Access loaded: %1").arg(m_model.completeness()));
        Q_EMIT refreshed();
    });
    connect(&m_account.accessFeed, &AccessFeed::halted, this, soon);
    new MemberFailures(m_account.accessFeed, *m_banner, this);
}

void AccessPage::refresh() {
    m_wasEntered = true;
    m_wereRightsAsked = false;
    m_banner->clear();
    sayLoading();
    Q_EMIT listsRequested(true);
    m_account.accessFeed.wantAll();
}

void AccessPage::showEvent(QShowEvent* event) {
    m_model.setWatched(true);
    m_soon.start(); // what it held while nobody watched is not what there is
    QWidget::showEvent(event);
    if (!event->spontaneous())
        tabInOrderOfLayout(*this);
}

void AccessPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    showAround(m_screens->currentWidget() == m_view);
}

void AccessPage::hideEvent(QHideEvent* event) {
    m_model.setWatched(false);
    QWidget::hideEvent(event);
}

void AccessPage::enter() {
    m_model.setWatched(true);
    if (!m_wasEntered)
        sayLoading();
    m_wasEntered = true;
    m_wereRightsAsked = false;
    Q_EMIT listsRequested(false);
    m_account.accessFeed.lookAt(m_view->workspacesInSight());
    m_account.accessFeed.wantAll();
    takeFocusIn(*this);
}

void AccessPage::focusMatrix() {
    takeFocusIn(*window());
}

void AccessPage::takeFocusIn(const QWidget& area) {
    m_wantsFocus = m_screens->currentWidget() != m_view;
    if (m_wantsFocus)
        m_panel->takeFocusIn(area);
    else
        m_view->setFocus(Qt::OtherFocusReason);
}

void AccessPage::sayLoading() {
    if (!m_panel->saysLoading())
        announceSeen(this, tr("Loading who has access…"));
}

/// While the page says that it is loading its matrix cannot have the focus: it gets it when it comes, unless somebody
/// is typing a filter.
void AccessPage::showMatrix() {
    if (m_screens->currentWidget() == m_view)
        return;
    m_screens->setCurrentWidget(m_view);
    const auto* focused = window()->focusWidget();
    const bool isTyping = qobject_cast<const QLineEdit*>(focused) && isAncestorOf(focused);
    if (std::exchange(m_wantsFocus, false) && isVisible() && !isTyping)
        m_view->setFocus(Qt::OtherFocusReason);
}

void AccessPage::showState() {
    const auto phase = m_account.workspaces.phase();
    m_head->setBusy(phase == TableModel::Phase::Loading || m_account.accessFeed.isRunning());
    const bool isShown = m_model.rowCount() > 0 && m_model.columnCount() > 0;
    showAround(isShown);
    if (isShown) {
        showMatrix();
        return;
    }
    m_screens->setCurrentWidget(m_panel);
    const auto findings = models::findingsOf(m_account.access);
    if (m_model.peopleKind() == PeopleKind::WithoutAccess && !findings.isAccessKnown())
        m_panel->showEmpty(FindingsBar::sentence(FindingsBar::WithoutAccess, findings), tr("Clear filters"));
    else if (m_model.allPeople() > 0 && m_model.allWorkspaces() > 0)
        m_panel->showEmpty(tr("Nobody and nothing matches the filters"), tr("Clear filters"));
    else if (areListsRead() && m_model.allWorkspaces() == 0)
        m_panel->showEmpty(tr("No workspaces yet"));
    else if (areListsRead() && !m_account.accessFeed.isRunning())
        m_panel->showEmpty(tr("Nobody could be read, neither in the list of users nor in the workspaces"));
    else if (m_listFailure && m_listFailure->kind == ErrorKind::NotAllowed)
        m_panel->showNotAllowed(*m_listFailure);
    else if (m_listFailure)
        m_panel->showFailed(*m_listFailure);
    else
        m_panel->showLoading(tr("Loading who has access…"));
}

/// The lists reach the matrix a moment after they are loaded, and the model when it is watched: until then nobody
/// knows that there are none.
bool AccessPage::areListsRead() const {
    return m_account.workspaces.phase() == TableModel::Phase::Loaded && m_account.access.hasWorkspaces()
           && m_account.users.phase() != TableModel::Phase::Loading
           && (m_account.access.hasPeople() || m_account.users.phase() == TableModel::Phase::Failed)
           && m_model.isWatched();
}

/// Of a matrix that is not there nothing is found, and nothing is counted. One that the filters leave nothing of is
/// there: what stands above a filter stays while somebody types into it. On a low screen the rows come before what is
/// said of them.
void AccessPage::showAround(bool isMatrixShown) {
    const bool isThere = m_model.allPeople() > 0 && m_model.allWorkspaces() > 0;
    m_head->setNoteShown(isThere);
    const bool isLow = height() < Metrics(this).rowHeight() * rowsForAll;
    m_findings->setVisible(isThere && !isLow);
    m_count->setVisible(isThere);
    m_foot->setVisible(isMatrixShown && !isLow);
    m_legend->setVisible(isMatrixShown && !isLow); // not of marks that are not there
    m_export->setEnabled(isMatrixShown);
}

void AccessPage::setListFailure(const std::optional<Error>& failure) {
    m_listFailure = failure;
    showState();
}

void AccessPage::showCounts() {
    const QLocale locale;
    QString text = tr("%1 of %2 people × %3 of %4 workspaces")
                       .arg(locale.toString(m_model.rowCount()), locale.toString(m_model.allPeople()),
                            locale.toString(m_model.columnCount()), locale.toString(m_model.allWorkspaces()));
    if (const int left = m_account.accessFeed.left(); left > 0)
        text = tr("%1, %2", "…, 12 workspaces to go").arg(text, tr("%Ln workspaces to go", nullptr, left));
    m_count->setText(text);
}

void AccessPage::showFindings() {
    const bool seesEverything = m_account.seesEverything();
    m_head->setNote(seesEverything ? QString() : tr("visible to you"));
    m_findings->show(models::findingsOf(m_account.access), seesEverything);
}

/// Quietly: without an answer the page says "visible to you".
void AccessPage::learnRights() {
    if (!m_wasEntered || m_wereRightsAsked || m_account.accountActions.rights().asked)
        return;
    const UserId own = m_account.ownId();
    if (own.isEmpty()) // the list of users is to come
        return;
    m_wereRightsAsked = true;
    m_account.accountActions.learnRights(own, this, [this](const api::KeycloakRights&) { m_soon.start(); });
}

void AccessPage::showCurrent() {
    const QModelIndex now = m_view->currentIndex();
    m_current->setText(now.isValid() ? now.data(Qt::AccessibleTextRole).toString() : QString());
}

QString AccessPage::lastRefreshText() const {
    if (m_completeAt == 0)
        return {};
    const auto time = QDateTime::fromMSecsSinceEpoch(m_completeAt).time();
    return tr("as of %1").arg(QLocale().toString(time, QStringLiteral("HH:mm:ss")));
}

} // namespace wallaroo
