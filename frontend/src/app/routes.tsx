// Which screen answers which address; each is loaded when it is first asked for.
import { lazy, type ReactNode, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, Route, Routes } from "react-router";
import { Page, Skeleton } from "../ui/layout";
import { NotThere } from "./NotThere";
import { ProjectFrame } from "./ProjectFrame";

const PlanScreen = lazy(() => import("../plan/PlanScreen"));
const TablesScreen = lazy(() => import("../plan/TablesScreen"));
const CompareScreen = lazy(() => import("../compare/CompareScreen"));
const RulesScreen = lazy(() => import("../compare/RulesScreen"));
const ResultScreen = lazy(() => import("../compare/ResultScreen"));
const DataScreen = lazy(() => import("../data/DataScreen"));
const UploadScreen = lazy(() => import("../data/UploadScreen"));
const HistoryScreen = lazy(() => import("../data/HistoryScreen"));
const ScenariosScreen = lazy(() => import("../changes/ScenariosScreen"));
const IndustryScreen = lazy(() => import("../industry/IndustryScreen"));
const ReportScreen = lazy(() => import("../report/ReportScreen"));
const BriefingScreen = lazy(() => import("../report/BriefingScreen"));
const ProjectsScreen = lazy(() => import("../team/ProjectsScreen"));
const ProjectScreen = lazy(() => import("../team/ProjectScreen"));
const MembersScreen = lazy(() => import("../team/MembersScreen"));
const JobsScreen = lazy(() => import("../team/JobsScreen"));
const PeopleScreen = lazy(() => import("../team/PeopleScreen"));
const AccountScreen = lazy(() => import("../team/AccountScreen"));

function Waiting() {
  const { t } = useTranslation();
  return (
    <Page>
      <Skeleton lines={6} label={t("loading")} />
    </Page>
  );
}

const shown = (screen: ReactNode) => <Suspense fallback={<Waiting />}>{screen}</Suspense>;

/** All screens for who is signed in. */
export function Screens() {
  return (
    <Routes>
      <Route index element={<Navigate to="/projects" replace />} />
      <Route path="sign-in" element={<Navigate to="/projects" replace />} />
      <Route path="projects" element={shown(<ProjectsScreen />)} />
      <Route path="people" element={shown(<PeopleScreen />)} />
      <Route path="account" element={shown(<AccountScreen />)} />
      <Route path="projects/:project" element={<ProjectFrame />}>
        <Route index element={shown(<ProjectScreen />)} />
        <Route path="plans/:plan" element={shown(<PlanScreen />)} />
        <Route path="plans/:plan/tables" element={shown(<TablesScreen />)} />
        <Route path="plans/:plan/report" element={shown(<ReportScreen />)} />
        <Route path="plans/:plan/briefing" element={shown(<BriefingScreen />)} />
        <Route path="compare" element={shown(<CompareScreen />)} />
        <Route path="rules/:result" element={shown(<RulesScreen />)} />
        <Route path="results/:result" element={shown(<ResultScreen />)} />
        <Route path="upload" element={shown(<UploadScreen />)} />
        <Route path="members" element={shown(<MembersScreen />)} />
        <Route path="jobs" element={shown(<JobsScreen />)} />
        <Route path="economies/:economy/data/:table?" element={shown(<DataScreen />)} />
        <Route path="economies/:economy/history" element={shown(<HistoryScreen />)} />
        <Route path="economies/:economy/scenarios/:scenario?" element={shown(<ScenariosScreen />)} />
        <Route path="economies/:economy/industry" element={shown(<IndustryScreen />)} />
      </Route>
      <Route path="*" element={<NotThere />} />
    </Routes>
  );
}
